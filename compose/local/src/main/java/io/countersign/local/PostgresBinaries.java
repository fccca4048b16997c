package io.countersign.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tukaani.xz.XZInputStream;

/** Finds the PostgreSQL programs for this machine on the class path and unpacks them once. */
final class PostgresBinaries {
  private static final long UNPACKED_BYTES = 80_000_000;

  private PostgresBinaries() {}

  /**
   * Returns the directory that holds {@code bin/postgres}.
   *
   * @param home directory of the installation
   */
  static Path prepare(Path home, StackListener listener) {
    Path root = home.resolve("postgres");
    byte[] archive = archiveForThisMachine();
    Path target = root.resolve(digest(archive).substring(0, 16));
    if (Files.isDirectory(target)) {
      return target;
    }
    try (InstallLock lock = InstallLock.of(root)) {
      if (!Files.isDirectory(target)) {
        listener.phase("Unpacking PostgreSQL");
        Disk.require(root, UNPACKED_BYTES, "PostgreSQL");
        Unpacker.unpack(new XZInputStream(new ByteArrayInputStream(archive)), 0, target);
      }
      return target;
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not unpack PostgreSQL below " + root + ": " + e.getMessage(), e);
    }
  }

  private static byte[] archiveForThisMachine() {
    String os = System.getProperty("os.name", "");
    String system = os.startsWith("Mac") ? "Darwin" : os;
    String machine = System.getProperty("os.arch", "");
    if (!system.equals("Linux") && !system.equals("Darwin")) {
      throw new LocalStackException(
          "The embedded stack runs on Linux and macOS; this is " + os + ". Use WSL 2 there.");
    }
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      return in.readAllBytes();
    } catch (IOException | IllegalStateException e) {
      throw new LocalStackException(
          "No PostgreSQL programs for "
              + system
              + " on "
              + machine
              + " (there are some for amd64 and arm64). Use a database of your own instead:"
              + " ./countersign serve",
          e);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
