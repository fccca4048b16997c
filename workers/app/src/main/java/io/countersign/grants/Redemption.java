package io.countersign.grants;

/** What came of redeeming a grant. */
public sealed interface Redemption {

  /** It was unspent; it is spent now, on this execution. */
  record Redeemed() implements Redemption {}

  /**
   * It was not there, spent or expired.
   *
   * @param why one sentence
   */
  record Refused(String why) implements Redemption {}
}
