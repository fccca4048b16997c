package io.countersign.cli;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this user remembers of logs, outside of anything that is verified: the key that was learned
 * first, and the largest checkpoint that was seen.
 */
final class TrustedLogs {

  private final Path folder;

  TrustedLogs(Home home) {
    this.folder = home.root().resolve("trust");
  }

  private Path of(String origin) {
    return folder.resolve(origin.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  /** Remembers a key, unless another one is remembered. */
  void learn(VerifierKey key) throws IOException {
    Path file = of(key.name()).resolve("key");
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, key + "\n");
    }
  }

  /** The key that was learned for a log. */
  Optional<VerifierKey> key(String origin) throws IOException {
    Path file = of(origin).resolve("key");
    return Files.exists(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
  }

  /** Remembers a checkpoint that was verified, if it is larger than the one before. */
  void saw(SignedNote note) throws IOException {
    try {
      Checkpoint seen = Checkpoint.parse(note.text());
      Optional<SignedNote> before = known(seen.origin());
      if (before.isEmpty() || Checkpoint.parse(before.get().text()).size() < seen.size()) {
        Path file = of(seen.origin()).resolve("checkpoint");
        Files.createDirectories(file.getParent());
        Files.write(file, note.encode());
      }
    } catch (FormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The largest checkpoint of a log that was seen. */
  Optional<SignedNote> known(String origin) throws IOException {
    Path file = of(origin).resolve("checkpoint");
    return Files.exists(file) ? Optional.of(note(file)) : Optional.empty();
  }

  /** Reads a checkpoint. */
  static SignedNote note(Path file) throws IOException {
    try {
      return SignedNote.parse(Files.readAllBytes(file));
    } catch (FormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads verifier strings, or the files that hold them. */
  static Set<VerifierKey> keys(List<String> texts) throws IOException {
    Set<VerifierKey> keys = new HashSet<>();
    for (String text : texts) {
      keys.add(parse(Files.exists(Path.of(text)) ? Files.readString(Path.of(text)) : text));
    }
    return keys;
  }

  private static VerifierKey parse(String text) {
    try {
      return VerifierKey.parse(text.strip());
    } catch (FormatException e) {
      throw new CommandException(
          ExitCode.WRONG_USE,
          "'" + text.strip() + "' is no verifier string and no file with one: " + e.getMessage());
    }
  }

  /** What a log's checkpoint calls itself; believed by nobody. */
  static String claimedOrigin(Path log) throws IOException {
    return new String(Files.readAllBytes(log.resolve("checkpoint")), StandardCharsets.UTF_8)
        .lines()
        .findFirst()
        .orElse("");
  }
}
