package io.countersign.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Obtains the Camunda distribution, checks that it is the one we know, and unpacks it once.
 *
 * <p>It is never part of our own jars: it comes from the person's own Maven repository, under the
 * Camunda License 1.0.
 */
final class EngineDistribution {
  static final String VERSION = "8.6.0";

  private static final String COORDINATES = "io.camunda:camunda-zeebe:" + VERSION + ":tar.gz";
  private static final String FILE = "camunda-zeebe-" + VERSION + ".tar.gz";
  private static final String SHA_256 =
      "5c699e86a6c9d290dd7b1f0b2ea648fb57fd1dacf1cab22c874219e58827ea45";
  private static final long ARCHIVE_BYTES = 299_201_896;
  private static final long UNPACKED_BYTES = 330_000_000;

  private final Path root;
  private final StackListener listener;

  EngineDistribution(Path home, StackListener listener) {
    this.root = home.resolve("engine");
    this.listener = listener;
  }

  /**
   * Returns the directory of the unpacked distribution.
   *
   * @throws LocalStackException when it cannot be had, or is not the one that we know
   */
  Path prepare() {
    Path target = root.resolve(VERSION);
    if (Files.isDirectory(target)) {
      return target;
    }
    try (InstallLock lock = InstallLock.of(root)) {
      if (!Files.isDirectory(target)) {
        install(target);
      }
      return target;
    } catch (IOException e) {
      throw new LocalStackException(
          "Could not unpack the engine below " + root + ": " + e.getMessage(), e);
    }
  }

  private void install(Path target) throws IOException {
    Disk.require(root, UNPACKED_BYTES, "The engine");
    Path placed = root.resolve(FILE);
    Optional<Path> cached = MavenRepository.local().map(repository -> repository.file(COORDINATES));
    if (Files.exists(placed)) {
      unpack(placed, target);
    } else if (cached.isPresent() && Files.exists(cached.get())) {
      unpack(cached.get(), target);
    } else {
      download(target, placed);
    }
  }

  private void download(Path target, Path placed) throws IOException {
    Path directory = Files.createDirectories(root.resolve("download"));
    try {
      Disk.require(root, UNPACKED_BYTES + 2 * ARCHIVE_BYTES, "The download of the engine");
      listener.phase("Downloading the engine (" + COORDINATES + ") with your Maven");
      new MavenDownload(directory, listener).copy(COORDINATES, ARCHIVE_BYTES, placed);
      unpack(directory.resolve(FILE), target);
    } finally {
      Unpacker.removeTree(directory);
    }
  }

  private void unpack(Path archive, Path target) throws IOException {
    listener.phase("Checking and unpacking the engine");
    verify(archive);
    try (InputStream file = Files.newInputStream(archive);
        InputStream watched =
            new ProgressInputStream(file, "Unpacking", Files.size(archive), listener);
        InputStream tar = new GZIPInputStream(watched, 1 << 16)) {
      Unpacker.unpack(tar, 1, target);
    }
  }

  private static void verify(Path archive) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in =
        new DigestInputStream(
            new BufferedInputStream(Files.newInputStream(archive), 1 << 16), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(SHA_256)) {
      throw new LocalStackException(
          "%s is not the engine that Countersign knows: its SHA-256 is %s, expected %s. Delete the file and start again."
              .formatted(archive, found, SHA_256));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
