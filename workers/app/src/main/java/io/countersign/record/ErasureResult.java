package io.countersign.record;

import java.util.UUID;

/** What came of asking for an erasure. */
public sealed interface ErasureResult {

  /**
   * The payload is gone.
   *
   * @param erasureId names the erasure
   * @param texts how many stored texts were replaced
   */
  record Erased(UUID erasureId, int texts) implements ErasureResult {}

  /** There is no such action. */
  record Unknown() implements ErasureResult {}

  /** This person may not erase. */
  record Forbidden(String why) implements ErasureResult {}

  /** Not now, or not this. */
  record Refused(String why) implements ErasureResult {}
}
