package io.countersign.ledger.verify;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.util.Set;

/** The log's own checkpoint, on which all else depends. */
final class CurrentCheckpoint {
  private final SignedNote note;
  private final Checkpoint checkpoint;

  CurrentCheckpoint(TrustPolicy policy, SignedNote note) {
    this.note = note;
    this.checkpoint = parse(note);
    if (!checkpoint.origin().equals(policy.origin())) {
      throw new FaultException(
          Problem.CHECKPOINT_MALFORMED,
          LogFiles.CHECKPOINT,
          "the checkpoint is of the log %s, not %s"
              .formatted(checkpoint.origin(), policy.origin()));
    }
    signers(policy.logKeys());
    signers(policy.witnesses());
  }

  private static Checkpoint parse(SignedNote note) {
    try {
      return Checkpoint.parse(note.text());
    } catch (FormatException e) {
      throw new FaultException(Problem.CHECKPOINT_MALFORMED, LogFiles.CHECKPOINT, e.getMessage());
    }
  }

  private Set<VerifierKey> signers(Set<VerifierKey> keys) {
    try {
      return note.verify(keys);
    } catch (FormatException e) {
      throw new FaultException(Problem.SIGNATURE_WRONG, LogFiles.CHECKPOINT, e.getMessage());
    }
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The keys are those that are trusted at the checkpoint's size, rotations followed. */
  void requireTrusted(Set<VerifierKey> keys) {
    if (signers(keys).isEmpty()) {
      throw new FaultException(
          Problem.CHECKPOINT_NOT_TRUSTED,
          LogFiles.CHECKPOINT,
          "no trusted key signed the checkpoint: trusted are %s, it is signed by %s"
              .formatted(keys, note.signatures()));
    }
  }
}
