package io.countersign.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Erases what has been kept for as long as a rule says, unless it is held. */
public interface Retention {

  /**
   * What one rule comes to.
   *
   * @param rule its name
   * @param keeps for how long it keeps, for example {@code P6Y}
   * @param before what ended before this moment is due
   * @param due actions that are
   * @param held of those, under a legal hold
   * @param erased of those, erased now; 0 in a dry run
   * @param refused what could not be erased, and why; the first hundred
   * @param more whether there is more than was looked at
   */
  record Result(
      String rule,
      String keeps,
      Instant before,
      int due,
      int held,
      int erased,
      List<Refusal> refused,
      boolean more) {}

  /** An action that could not be erased. */
  record Refusal(UUID action, String why) {}

  /**
   * An erasure on record.
   *
   * @param texts how many stored texts were replaced
   */
  record Deletion(UUID action, String rule, String reason, String by, Instant at, int texts) {}

  /** What would be erased now; erases nothing. */
  List<Result> preview();

  /**
   * Erases what is due.
   *
   * @param by directory id of whoever answers for it; in the group that may erase
   */
  List<Result> apply(String by);

  /** The newest erasures, by retention or by request, with the rule and the reason of each. */
  List<Deletion> deletions(int most);
}
