package io.countersign.connectors.files;

import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One export's file, its manifest, and the temporary names that they are written under. */
final class Destination {

  private static final int BUFFER = 1 << 20;

  /** File systems allow 255 bytes; temporary names add 51 to the target's. */
  private static final int LONGEST_NAME = 204;

  private final Path file;
  private final UUID executionId;

  private Destination(Path file, UUID executionId) {
    this.file = file;
    this.executionId = executionId;
  }

  static Destination of(EffectRequest request) {
    return new Destination(Path.of(request.target("path")), request.executionId());
  }

  /** The content that was copied is not the content that was sealed. */
  static final class InputChanged extends IOException {
    private static final long serialVersionUID = 1L;

    InputChanged(String message) {
      super(message);
    }
  }

  /** Why nothing can be written beside this file, if so. */
  static Optional<String> unusable(Path file) {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.of(
          "The folder of '" + file + "' does not exist. Create it, or choose another.");
    }
    if (!Files.isWritable(folder)) {
      return Optional.of(
          "The folder '" + folder + "' is not writable. Allow it, or choose another.");
    }
    return Optional.empty();
  }

  Path file() {
    return file;
  }

  Path manifest() {
    return file.resolveSibling(file.getFileName() + ".manifest.json");
  }

  private Path temporaryData() {
    return file.resolveSibling("." + file.getFileName() + "." + executionId + ".tmp");
  }

  private Path pendingManifest() {
    return file.resolveSibling("." + file.getFileName() + "." + executionId + ".manifest.tmp");
  }

  /** The name that something else has already, the file's or the manifest's. */
  Optional<Path> taken() {
    return Stream.of(file, manifest())
        .filter(name -> Files.exists(name, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /** Why the file's name leaves no room for the temporary names beside it, if so. */
  Optional<String> nameTooLong() {
    int bytes = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8).length;
    return bytes <= LONGEST_NAME
        ? Optional.empty()
        : Optional.of(
            "The file name of '"
                + file
                + "' has "
                + bytes
                + " bytes. Choose a shorter one, of at most "
                + LONGEST_NAME
                + ".");
  }

  /** Whether this execution already put its data under the final name. */
  boolean dataIsOurs(String sha256) throws IOException {
    return Files.exists(file) && belongsToExecution() && dataIs(sha256);
  }

  /** The same for when a fault is being handled: what cannot be read may be ours. */
  boolean mayBePublished(String sha256) {
    try {
      return dataIsOurs(sha256);
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether a manifest of this execution, pending or published, stands beside the file. */
  boolean belongsToExecution() throws IOException {
    return Files.exists(pendingManifest()) || manifestIsOurs();
  }

  boolean manifestIsOurs() throws IOException {
    return Files.isRegularFile(manifest(), LinkOption.NOFOLLOW_LINKS)
        && Files.readString(manifest(), StandardCharsets.ISO_8859_1)
            .contains("\"" + executionId + "\"");
  }

  boolean manifestIsTaken() {
    return Files.exists(manifest(), LinkOption.NOFOLLOW_LINKS);
  }

  boolean dataIs(String sha256) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && sha256.equals(digest(file));
  }

  void copy(InputRevision input, EffectProgress progress) throws IOException {
    MessageDigest sha = sha256();
    long done = 0;
    try (FileChannel in = FileChannel.open(input.path(), StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                temporaryData(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (in.read(buffer) >= 0) {
        buffer.flip();
        sha.update(buffer.duplicate());
        done += buffer.remaining();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
        progress.update(done, input.bytes());
      }
      out.force(true);
    }
    String actual = HexFormat.of().formatHex(sha.digest());
    if (!actual.equals(input.sha256())) {
      throw new InputChanged(
          "The prepared dataset '"
              + input.name()
              + "' has digest "
              + actual
              + ", but "
              + input.sha256()
              + " was approved. Nothing was exported. Request the release again.");
    }
  }

  void writePendingManifest(Map<String, Object> manifest) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            pendingManifest(),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes =
          ByteBuffer.wrap(Manifest.toJson(manifest).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** Gives the data its final name, unless something else has it. */
  void publishData() throws IOException {
    link(temporaryData(), file);
  }

  void publishManifest() throws IOException {
    if (Files.exists(pendingManifest())) {
      Files.deleteIfExists(temporaryData());
      if (manifestIsOurs()) {
        Files.delete(pendingManifest());
      } else {
        link(pendingManifest(), manifest());
      }
    }
    forceFolder();
  }

  /** Removes what this execution left under temporary names. Never touches the final names. */
  void discard() {
    for (Path temporary : new Path[] {temporaryData(), pendingManifest()}) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // The next attempt truncates it; a hidden leftover is no export.
        temporary.toFile().deleteOnExit();
      }
    }
  }

  /** Creates {@code to} as a second name of {@code from}: atomic, and fails when it exists. */
  private void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      forceFolder();
      Files.delete(from);
    } catch (UnsupportedOperationException e) {
      // No hard links here (FAT, some network mounts): without REPLACE_EXISTING a move refuses too.
      Files.move(from, to);
    }
  }

  private void forceFolder() throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows has no such call; names are durable there once the handle is closed.
      return;
    }
  }

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException missing) {
      return "'" + missing.getFile() + "' does not exist";
    }
    return String.valueOf(e.getMessage());
  }

  private static String digest(Path path) throws IOException {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
