package io.countersign.requests;

/** What came of withdrawing a request or returning a permission. */
public sealed interface StopResult {

  /** It stops. */
  record Stopped() implements StopResult {}

  /** There is nothing to stop any more, or not yet. */
  record TooLate(String why) implements StopResult {}

  /** This person may not stop it. */
  record NotAllowed(String why) implements StopResult {}
}
