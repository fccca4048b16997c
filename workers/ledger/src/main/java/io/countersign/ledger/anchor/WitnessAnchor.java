package io.countersign.ledger.anchor;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.Cosignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import io.countersign.ledger.witness.WitnessClient;
import io.countersign.ledger.witness.Witnessing;
import java.io.IOException;
import java.time.Instant;

/** A witness; what it cosigns is kept beside the log. */
public final class WitnessAnchor implements AnchorPoint {
  private final VerifierKey witness;
  private final WitnessClient client;
  private final LogFiles files;

  /**
   * Anchors at a witness.
   *
   * @param client asks it
   * @param files keep the cosigned checkpoints
   */
  public WitnessAnchor(VerifierKey witness, WitnessClient client, LogFiles files) {
    this.witness = witness;
    this.client = client;
    this.files = files;
  }

  @Override
  public String name() {
    return "witness " + witness.name();
  }

  @Override
  public Anchoring anchor(LogReader log, SignedNote note) throws IOException, InterruptedException {
    return switch (client.cosign(log, note)) {
      case Witnessing.Confirmed confirmed -> {
        files.keep(confirmed.note());
        yield new Anchoring.Confirmed(size(note), time(confirmed.note()));
      }
      case Witnessing.Contradicted contradicted ->
          new Anchoring.Contradicted(contradicted.witnessSize(), contradicted.sentence());
    };
  }

  private Instant time(SignedNote cosigned) {
    return cosigned.signatures().stream()
        .filter(witness::matches)
        .map(signature -> Instant.ofEpochSecond(Cosignature.time(signature).orElse(0)))
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  static long size(SignedNote note) throws IOException {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (FormatException e) {
      throw new IOException("not a checkpoint: " + e.getMessage(), e);
    }
  }
}
