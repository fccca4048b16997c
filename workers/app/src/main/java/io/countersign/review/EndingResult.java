package io.countersign.review;

/**
 * What came of ending a round without a decision. Of everything that could end a round at the same
 * moment exactly one thing does; the others are {@link DecisionResult.Refused} and recorded.
 */
public sealed interface EndingResult permits EndingResult.Ended, DecisionResult.Refused {

  /** This call ended the round. */
  record Ended(Verdict verdict) implements EndingResult {}
}
