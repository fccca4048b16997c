package io.countersign.review;

/** Whether a round could be opened. */
public sealed interface OpeningResult {

  /** It is open, or was already. */
  record Opened(ReviewRound round) implements OpeningResult {}

  /** Too few people may fill the seats. Nothing was opened; the action does not run. */
  record NoReviewer(String why) implements OpeningResult {}
}
