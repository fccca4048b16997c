package io.countersign.ledger.witness;

import io.countersign.ledger.note.SignedNote;

/** What came of asking a witness for its cosignature. */
public sealed interface Witnessing {
  /** The witness confirmed the checkpoint; the note carries its cosignature. */
  record Confirmed(SignedNote note) implements Witnessing {}

  /**
   * The witness has seen another log of this name: this one was rewritten or cut, or the witness
   * was shown a forgery under the log's key. A finding, never to be retried away.
   *
   * @param witnessSize size that the witness cosigned last
   */
  record Contradicted(long witnessSize, String sentence) implements Witnessing {}
}
