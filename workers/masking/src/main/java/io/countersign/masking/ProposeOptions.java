package io.countersign.masking;

/**
 * How to propose a plan.
 *
 * @param keyId root key that the tokens will use, see {@link MaskingKeys#primaryId()}
 * @param domain separates the tokens of tenants; files of one domain join
 * @param onLateIdentifier see {@link MaskingPlan}
 */
public record ProposeOptions(String keyId, String domain, MaskingPlan.LatePolicy onLateIdentifier) {

  public static ProposeOptions withKey(String keyId) {
    return new ProposeOptions(keyId, "default", MaskingPlan.LatePolicy.MASK);
  }

  public ProposeOptions withDomain(String value) {
    return new ProposeOptions(keyId, value, onLateIdentifier);
  }

  public ProposeOptions withLatePolicy(MaskingPlan.LatePolicy value) {
    return new ProposeOptions(keyId, domain, value);
  }
}
