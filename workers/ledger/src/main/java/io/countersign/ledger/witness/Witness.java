package io.countersign.ledger.witness;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.tree.ProofVerifier;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Remembers, for each log, the largest checkpoint that it cosigned, and cosigns only what continues
 * it. Run it where the log's operator has no hand. Safe for use by several threads.
 */
public final class Witness {
  private final WitnessState state;
  private final SigningKey key;
  private final Map<String, Set<VerifierKey>> logs;
  private final Clock clock;

  /**
   * A witness.
   *
   * @param directory where it remembers; one file for each log
   * @param key its cosigning key
   * @param logs the logs that it watches: trusted keys by origin
   * @param clock gives the time that cosignatures state
   */
  public Witness(Path directory, SigningKey key, Map<String, Set<VerifierKey>> logs, Clock clock) {
    if (key.verifier().type() != SignatureType.COSIGNATURE_V1) {
      throw new IllegalArgumentException("a witness needs a key of type 0x04: " + key.verifier());
    }
    this.state = new WitnessState(directory, key.verifier());
    this.key = key;
    this.logs = Map.copyOf(logs);
    this.clock = clock;
  }

  /**
   * Decides about a checkpoint, and remembers it durably before it answers with a cosignature.
   *
   * @throws IOException if what it remembers cannot be read or written; nothing is cosigned then
   */
  public synchronized WitnessAnswer add(AddCheckpoint request) throws IOException {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(request.note().text());
    } catch (FormatException e) {
      return new WitnessAnswer.Refused(400, e.getMessage());
    }
    Set<VerifierKey> keys = logs.get(checkpoint.origin());
    if (keys == null) {
      return new WitnessAnswer.Refused(404, "unknown log " + checkpoint.origin());
    }
    try {
      if (request.note().verify(keys).isEmpty()) {
        return new WitnessAnswer.Refused(403, "not signed by a trusted key of the log");
      }
    } catch (FormatException e) {
      return new WitnessAnswer.Refused(403, e.getMessage());
    }
    return decide(request, checkpoint);
  }

  private WitnessAnswer decide(AddCheckpoint request, Checkpoint next) throws IOException {
    if (request.oldSize() > next.size()) {
      return new WitnessAnswer.Refused(400, "the old size is larger than the checkpoint's");
    }
    Checkpoint last =
        state.last(next.origin()).orElse(new Checkpoint(next.origin(), 0, Rfc6962.EMPTY_ROOT));
    boolean contradicts = last.size() == next.size() && !last.root().equals(next.root());
    if (request.oldSize() != last.size() || contradicts) {
      return new WitnessAnswer.Conflict(last.size());
    }
    if (!ProofVerifier.consistent(
        last.size(), last.root(), next.size(), next.root(), request.proof())) {
      return new WitnessAnswer.Refused(
          422,
          "the proof does not show that the log of %d entries continues the one of %d"
              .formatted(next.size(), last.size()));
    }
    NoteSignature cosignature = key.sign(request.note().text(), clock.instant());
    state.remember(next.origin(), request.note().with(List.of(cosignature)));
    return new WitnessAnswer.Cosigned(cosignature);
  }
}
