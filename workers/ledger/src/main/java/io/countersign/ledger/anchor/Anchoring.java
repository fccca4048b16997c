package io.countersign.ledger.anchor;

import java.time.Instant;

/** What came of showing a checkpoint to an {@link AnchorPoint}. */
public sealed interface Anchoring {
  /**
   * The place holds it now.
   *
   * @param size entries that it covers
   * @param at when, as the place says
   */
  record Confirmed(long size, Instant at) implements Anchoring {}

  /**
   * The place holds another log of this name. A finding, never to be retried away.
   *
   * @param size entries of the log that the place holds
   */
  record Contradicted(long size, String sentence) implements Anchoring {}
}
