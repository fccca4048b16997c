package io.countersign.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Keeps random secrets in files that only their owner can read. */
final class SecretFiles {
  private static final SecureRandom RANDOM = new SecureRandom();

  private SecretFiles() {}

  /** Returns the secret in the file, in hexadecimal; makes it when the file is missing. */
  static String readOrCreate(Path file, int bytes) {
    try {
      if (Files.exists(file)) {
        return checked(file, bytes);
      }
      byte[] secret = new byte[bytes];
      RANDOM.nextBytes(secret);
      write(file, HexFormat.of().formatHex(secret));
      return checked(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checked(Path file, int bytes) throws IOException {
    String secret = Files.readString(file).strip();
    if (!secret.matches("[0-9a-f]{" + bytes * 2 + "}")) {
      throw new LocalStackException(
          file
              + " should hold "
              + bytes * 2
              + " hexadecimal digits and does not. Restore it from a"
              + " backup; what was made with it cannot be read without it.");
    }
    return secret;
  }

  private static void write(Path file, String secret) throws IOException {
    Files.createDirectories(file.getParent());
    Path draft =
        Files.createTempFile(
            file.getParent(),
            file.getFileName().toString(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.US_ASCII.encode(secret + "\n"));
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
