package io.countersign.masking;

/**
 * How to propose a plan.
 *
 * @param keyId root key that the tokens will use, see {@link MaskingKeys#primaryId()}
 * @param domain separates the tokens of tenants; files of one domain join
 * @param onLateIdentifier see {@link MaskingPlan}
 * @param preset the rules
 * @param census whether to count the rows that share their quasi-identifiers
 * @param year the present one, from which {@link Preset#HIPAA} counts ages over 89
 */
public record ProposeOptions(
    String keyId,
    String domain,
    MaskingPlan.LatePolicy onLateIdentifier,
    Preset preset,
    int year,
    boolean census) {

  public static ProposeOptions withKey(String keyId) {
    return new ProposeOptions(
        keyId, "default", MaskingPlan.LatePolicy.MASK, Preset.STANDARD, 0, true);
  }

  public ProposeOptions withDomain(String value) {
    return new ProposeOptions(keyId, value, onLateIdentifier, preset, year, census);
  }

  public ProposeOptions withLatePolicy(MaskingPlan.LatePolicy value) {
    return new ProposeOptions(keyId, domain, value, preset, year, census);
  }

  /**
   * Other rules.
   *
   * @param present this year, such as 2026
   */
  public ProposeOptions withPreset(Preset value, int present) {
    return new ProposeOptions(keyId, domain, onLateIdentifier, value, present, census);
  }

  /** With or without the count of rows that share their quasi-identifiers. */
  public ProposeOptions withCensus(boolean value) {
    return new ProposeOptions(keyId, domain, onLateIdentifier, preset, year, value);
  }
}
