package io.countersign.ledger.witness;

import io.countersign.ledger.note.NoteSignature;

/** What a witness answers to {@code add-checkpoint}. */
public sealed interface WitnessAnswer {
  /** The HTTP status. */
  int status();

  /** The HTTP body. */
  String body();

  /** The checkpoint continues what was cosigned before. */
  record Cosigned(NoteSignature signature) implements WitnessAnswer {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public String body() {
      return signature + "\n";
    }
  }

  /** The client has another idea of the size that was cosigned last, or of its root. */
  record Conflict(long size) implements WitnessAnswer {
    @Override
    public int status() {
      return 409;
    }

    @Override
    public String body() {
      return size + "\n";
    }
  }

  /**
   * Not cosigned.
   *
   * @param status 400 malformed, 403 no trusted signature, 404 unknown log, 422 the proof does not
   *     hold
   */
  record Refused(int status, String sentence) implements WitnessAnswer {
    @Override
    public String body() {
      return sentence + "\n";
    }
  }
}
