package io.countersign.ledger.witness;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.log.DurableFile;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The last cosigned checkpoint of each log, in a file named by the SHA-256 of its origin. */
final class WitnessState {
  private final Path directory;
  private final VerifierKey own;

  WitnessState(Path directory, VerifierKey own) {
    this.directory = directory.toAbsolutePath().normalize();
    this.own = own;
  }

  /** A file that this witness did not cosign is an error, never an empty memory. */
  Optional<Checkpoint> last(String origin) throws IOException {
    Path file = file(origin);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      if (!checkpoint.origin().equals(origin) || note.verify(List.of(own)).isEmpty()) {
        throw new IOException(file + ": not a checkpoint that this witness cosigned");
      }
      return Optional.of(checkpoint);
    } catch (FormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  void remember(String origin, SignedNote note) throws IOException {
    DurableFile.replace(file(origin), note.encode());
  }

  private Path file(String origin) {
    String name = Digest.of(origin.getBytes(StandardCharsets.UTF_8)).text();
    return directory.resolve(name.substring(name.indexOf(':') + 1));
  }
}
