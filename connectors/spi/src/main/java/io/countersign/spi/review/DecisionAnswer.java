package io.countersign.spi.review;

import java.net.URI;
import java.util.Optional;

/** What came of a decision. */
public sealed interface DecisionAnswer {

  /** The code where the directory knows nobody of that name. */
  String UNKNOWN_IDENTITY = "UNKNOWN_IDENTITY";

  /** One or two sentences for the person. */
  String words();

  /** It counts. */
  record Counted(String words) implements DecisionAnswer {}

  /**
   * It does not count.
   *
   * @param code the rule that refused it, for example {@code AUTHOR}
   * @param over whether the review has ended, so that the card is out of date
   */
  record Refused(String code, String words, boolean over) implements DecisionAnswer {}

  /**
   * It takes more assurance than a chat can give, or the application could not say what came of it.
   *
   * @param console where to decide instead, if there is a console
   */
  record StepUp(String words, Optional<URI> console) implements DecisionAnswer {}
}
