package io.countersign.ledger.keys;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One signing key in a file that only its owner can read: the secret text in the first line, the
 * verifier string in the second.
 */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFile() {}

  /** Writes a key durably; an existing file is never replaced. */
  static void create(Path file, SigningKey key) throws IOException {
    String text = key.secret() + "\n" + key.verifier() + "\n";
    Path staged = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(staged);
    try (FileChannel channel =
        FileChannel.open(
            staged,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.createLink(file, staged);
    Files.delete(staged);
    sync(file.resolveSibling("."));
  }

  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Reads a key.
   *
   * @throws IOException if others than the owner have any access to it, or it is malformed; the
   *     message never holds the secret
   */
  static SigningKey read(Path file) throws IOException {
    requirePrivate(file);
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.size() != 2) {
      throw new IOException(file + ": a key file has two lines, this one has " + lines.size());
    }
    try {
      return SigningKey.parse(lines.getFirst(), VerifierKey.parse(lines.getLast()));
    } catch (FormatException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + ": the key is not a plain file");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new IOException(
          "%s: the key is open to others (%s); find out who read it, change the key, or run chmod 600 on it"
              .formatted(file, PosixFilePermissions.toString(permissions)));
    }
  }
}
