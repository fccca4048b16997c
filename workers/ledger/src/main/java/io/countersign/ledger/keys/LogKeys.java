package io.countersign.ledger.keys;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Salt;
import io.countersign.ledger.log.KeyRotation;
import io.countersign.ledger.log.LogFiles;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Publication;
import io.countersign.ledger.note.SignatureType;
import io.countersign.ledger.note.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * A folder with a signing key: {@code signing.key} (0600) and, for publishing, {@code
 * signing.vkey}. While a key is being changed, {@code next.key} lies beside it.
 */
public final class LogKeys {
  private static final String KEY = "signing.key";
  private static final String NEXT = "next.key";
  private static final String VERIFIER = "signing.vkey";

  private final Path folder;

  /**
   * A folder of keys, outside the log's directory.
   *
   * @param folder on a POSIX file system; created (0700) if missing
   */
  public LogKeys(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The key for a log; made on the first run, when neither key nor log exist. A change of keys that
   * a crash interrupted is finished here.
   *
   * @param origin name of the log and its key
   * @param logDirectory the log
   * @throws IOException if the log exists and the key does not, if the key is of another name, or
   *     readable by others
   */
  public SigningKey open(String origin, Path logDirectory) throws IOException {
    createFolder();
    LogFiles files = new LogFiles(logDirectory);
    boolean logExists = Files.exists(files.checkpoint());
    if (logExists && !Files.exists(folder.resolve(KEY))) {
      throw new IOException(
          "the log in %s exists, its key %s does not; restore the key, a new one would be refused by everyone who trusts the old"
              .formatted(files.directory(), folder.resolve(KEY)));
    }
    if (logExists && Files.exists(folder.resolve(NEXT))) {
      finishRotation(files);
    }
    return openOrCreate(origin, SignatureType.ED25519);
  }

  /**
   * The key in this folder, made if there is none; for witnesses, and for logs through {@link
   * #open}.
   */
  public SigningKey openOrCreate(String name, SignatureType type) throws IOException {
    createFolder();
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      KeyFile.create(file, SigningKey.generate(name, type));
    }
    SigningKey key = KeyFile.read(file);
    if (!key.name().equals(name) || key.verifier().type() != type) {
      throw new IOException(
          "%s holds the %s key of %s; needed is the %s key of %s"
              .formatted(file, key.verifier().type(), key.name(), type, name));
    }
    Files.writeString(folder.resolve(VERIFIER), key.verifier() + "\n");
    return key;
  }

  /**
   * Changes the log's key: makes a new one, records it in the log under a checkpoint that both keys
   * sign, and signs with the new one from then on. Why is kept in this folder, in {@code
   * rotation-<id of the new key>}, with the salt that opens the entry's commitment.
   *
   * @param writer the log, opened with this folder's key
   * @param reason why, for whoever asks later; not blank
   * @throws IOException if the change is not on the record; the old key is then still the right one
   *     unless {@link #open} finds otherwise
   */
  public Publication rotate(LogWriter writer, String reason, Clock clock) throws IOException {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a change of keys has a reason");
    }
    SigningKey current = KeyFile.read(folder.resolve(KEY));
    Path file = folder.resolve(NEXT);
    if (!Files.exists(file)) {
      KeyFile.create(file, SigningKey.generate(current.name(), SignatureType.ED25519));
    }
    SigningKey next = KeyFile.read(file);
    Salt salt = Salt.random();
    Instant now = clock.instant();
    RotationNote.write(folder, current.verifier(), next.verifier(), reason, salt, now);
    Commitment why = Commitment.to(reason.getBytes(StandardCharsets.UTF_8), salt);
    Publication publication =
        writer.rotate(next, EntryWriter.write(KeyRotation.entry(next.verifier(), why, now)));
    promote(next);
    return publication;
  }

  private void finishRotation(LogFiles files) throws IOException {
    SigningKey next = KeyFile.read(folder.resolve(NEXT));
    try {
      if (!files.note(files.checkpoint()).verify(List.of(next.verifier())).isEmpty()) {
        promote(next);
      }
    } catch (FormatException e) {
      throw new IOException(files.checkpoint() + ": " + e.getMessage(), e);
    }
  }

  private void promote(SigningKey next) throws IOException {
    Files.move(
        folder.resolve(NEXT),
        folder.resolve(KEY),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    KeyFile.sync(folder);
    Files.writeString(folder.resolve(VERIFIER), next.verifier() + "\n");
  }

  private void createFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
