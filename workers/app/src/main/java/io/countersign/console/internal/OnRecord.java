package io.countersign.console.internal;

import java.util.List;

/**
 * What is on record about an action.
 *
 * @param sentences what happened, in plain English; those about what is missing are marked
 * @param entries where it stands in the ledger
 * @param anchoring how much of the ledger others have confirmed
 */
record OnRecord(List<Sentence> sentences, List<Entry> entries, String anchoring) {

  /** A sentence; {@code missing} where it tells of something that should be there. */
  record Sentence(String topic, String text, boolean missing) {}

  /**
   * An entry of the ledger.
   *
   * @param kind such as {@code decision.cast}
   * @param place its number in the log, or a dash
   * @param proof how far it is proven, in words
   * @param state {@code anchored}, {@code published} or {@code pending}
   */
  record Entry(String kind, Moment at, String place, String proof, String state) {}
}
