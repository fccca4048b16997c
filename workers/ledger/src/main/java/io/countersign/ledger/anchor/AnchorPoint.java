package io.countersign.ledger.anchor;

import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.SignedNote;
import java.io.IOException;

/** A place outside of the log's reach that is shown its checkpoints: witness, time-stamp, sink. */
public interface AnchorPoint {
  /** Names it to people, for ever the same. */
  String name();

  /**
   * Shows it a published checkpoint.
   *
   * @param log makes the proofs
   * @param note a published checkpoint of that log
   * @throws IOException if the place cannot be reached or fails: try again later; until then
   *     nothing more is anchored there
   */
  Anchoring anchor(LogReader log, SignedNote note) throws IOException, InterruptedException;
}
