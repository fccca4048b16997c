package io.countersign.review;

/** Whether a delegation was made or ended. */
public sealed interface DelegationResult {

  /** It stands, or has ended, as told. */
  record Done(Delegation delegation) implements DelegationResult {}

  /**
   * Nothing changed.
   *
   * @param reason the rule that refused it
   * @param message one sentence for the person: what was wrong and what to do
   */
  record Refused(Reason reason, String message) implements DelegationResult {}

  /** Why nothing changed. */
  enum Reason {
    UNKNOWN_IDENTITY,
    DISABLED,
    AGENT,
    ONESELF,
    NOT_A_MEMBER,
    UNFIT_TIMES,
    TOO_LONG,
    UNKNOWN_DELEGATION,
    NOT_YOURS,
    ALREADY_OVER
  }
}
