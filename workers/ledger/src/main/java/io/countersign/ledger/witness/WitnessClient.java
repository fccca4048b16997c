package io.countersign.ledger.witness;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.Lines;
import io.countersign.ledger.note.NoteSignature;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Asks one witness for cosignatures over HTTP. Safe for use by several threads. */
public final class WitnessClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;
  private static final int MAX_ANSWER = 65_536;

  private final HttpClient http;
  private final URI endpoint;
  private final VerifierKey witness;
  private volatile long lastSize;

  /**
   * A client.
   *
   * @param prefix the witness's submission prefix, without {@code /add-checkpoint}
   * @param witness its key
   */
  public WitnessClient(HttpClient http, URI prefix, VerifierKey witness) {
    this.http = http;
    this.endpoint = URI.create(prefix.toString().replaceAll("/+$", "") + "/add-checkpoint");
    this.witness = witness;
  }

  /**
   * Shows a checkpoint to the witness, with a proof from the size that the witness saw last.
   *
   * @param log makes the proofs
   * @param note a published checkpoint of that log
   * @throws IOException if the witness cannot be reached, does not know the log, or fails: try
   *     again later; until then the checkpoint is not anchored
   */
  public Witnessing cosign(LogReader log, SignedNote note)
      throws IOException, InterruptedException {
    Checkpoint checkpoint = parse(note);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long old = lastSize;
      if (old > checkpoint.size()) {
        old = 0;
      }
      HttpResponse<String> answer =
          post(new AddCheckpoint(old, log.consistency(old, checkpoint.size()), note));
      switch (answer.statusCode()) {
        case 200 -> {
          lastSize = checkpoint.size();
          return new Witnessing.Confirmed(note.with(List.of(signature(note, answer.body()))));
        }
        case 409 -> {
          long seen = size(answer.body());
          if (seen > checkpoint.size()) {
            return larger(log, seen, checkpoint);
          }
          if (seen == old) {
            return contradicted(seen, checkpoint);
          }
          lastSize = seen;
        }
        case 422 -> {
          return contradicted(old, checkpoint);
        }
        default ->
            throw new IOException(
                "%s answered %d: %s"
                    .formatted(endpoint, answer.statusCode(), answer.body().strip()));
      }
    }
    throw new IOException(
        "%s changed its mind %d times about the size it cosigned last; is another client showing it the same log?"
            .formatted(endpoint, ATTEMPTS));
  }

  /** A newer checkpoint of the same log may have been cosigned meanwhile; that is no finding. */
  private Witnessing larger(LogReader log, long seen, Checkpoint checkpoint) throws IOException {
    long size = log.checkpoint().size();
    if (seen <= size) {
      throw new IOException(
          "%s has cosigned %d entries already, more than the %d shown; show it the newest checkpoint"
              .formatted(witness.name(), seen, checkpoint.size()));
    }
    return new Witnessing.Contradicted(
        seen,
        "%s cosigned %d entries of %s, this log has %d"
            .formatted(witness.name(), seen, checkpoint.origin(), size));
  }

  private Witnessing contradicted(long seen, Checkpoint checkpoint) {
    return new Witnessing.Contradicted(
        seen,
        "%s cosigned another log %s of %d entries; this one does not continue it"
            .formatted(witness.name(), checkpoint.origin(), seen));
  }

  private HttpResponse<String> post(AddCheckpoint request)
      throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.encode()))
            .build();
    return http.send(post, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
  }

  private NoteSignature signature(SignedNote note, String body) throws IOException {
    for (String line : body.lines().toList()) {
      try {
        NoteSignature signature = NoteSignature.parse(line);
        if (witness.verifies(note.text(), signature)) {
          return signature;
        }
      } catch (FormatException e) {
        throw new IOException(endpoint + " answered with a malformed line: " + e.getMessage(), e);
      }
    }
    throw new IOException(endpoint + " answered without a cosignature of " + witness);
  }

  private long size(String body) throws IOException {
    try {
      return Lines.number(body.strip(), "size");
    } catch (FormatException e) {
      throw new IOException(endpoint + " answered 409 without a size: " + e.getMessage(), e);
    }
  }

  private static Checkpoint parse(SignedNote note) {
    try {
      return Checkpoint.parse(note.text());
    } catch (FormatException e) {
      throw new IllegalArgumentException("not a checkpoint: " + e.getMessage(), e);
    }
  }
}
