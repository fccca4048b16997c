package io.countersign.masking.internal.crypto;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.internal.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Root keys in a file: {@code {"keys":["<base64>",…],"version":1}}, the primary one last. */
public final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private KeyFile() {}

  public static MaskingKeys openOrCreate(Path file) throws DatasetException {
    if (!Files.exists(file)) {
      create(file);
    }
    return MaskingKeys.of(read(file));
  }

  public static MaskingKeys rotate(Path file) throws DatasetException {
    List<byte[]> roots = new ArrayList<>(read(file));
    roots.add(MaskingKeys.newRoot());
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      write(next, roots);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DatasetException.of(
          Kind.DESTINATION_NOT_WRITABLE, file, "the new key cannot be stored: " + e, e);
    }
    return MaskingKeys.of(roots);
  }

  /** Written under another name first, so that no reader ever meets half a key. */
  private static void create(Path file) throws DatasetException {
    Path parent = file.toAbsolutePath().getParent();
    try {
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Path next = Files.createTempFile(parent, ".key", ".new");
      try {
        Files.delete(next);
        write(next, List.of(MaskingKeys.newRoot()));
        Files.createLink(file, next);
      } catch (FileAlreadyExistsException e) {
        // Someone else created it at the same moment; theirs is used.
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw DatasetException.of(
          Kind.DESTINATION_NOT_WRITABLE, file, "the key file cannot be created: " + e, e);
    }
  }

  private static void write(Path file, List<byte[]> roots) throws IOException {
    List<String> encoded = roots.stream().map(Base64.getEncoder()::encodeToString).toList();
    byte[] text =
        (Json.write(Map.of("version", 1, "keys", encoded)) + "\n").getBytes(StandardCharsets.UTF_8);
    FileAttribute<?>[] attributes =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
  }

  private static List<byte[]> read(Path file) throws DatasetException {
    refuseReadableByOthers(file);
    try {
      Map<String, Object> m = Json.object(Json.parse(Files.readString(file)), "key file");
      if (Json.number(m, "version") != 1) {
        throw new IllegalArgumentException("version 1 is expected");
      }
      List<byte[]> roots =
          Json.list(m, "keys").stream()
              .map(k -> Base64.getDecoder().decode(String.valueOf(k)))
              .toList();
      MaskingKeys.of(roots);
      return roots;
    } catch (NoSuchFileException e) {
      throw DatasetException.of(Kind.KEY_INVALID, file, "there is no such key file.", e);
    } catch (IOException | IllegalArgumentException e) {
      // The cause may quote the file, so only its kind is told.
      throw DatasetException.of(
          Kind.KEY_INVALID, file, "this is not a masking key file, or it is damaged.");
    }
  }

  private static void refuseReadableByOthers(Path file) throws DatasetException {
    try {
      Set<PosixFilePermission> open = new HashSet<>(Files.getPosixFilePermissions(file));
      open.retainAll(OTHERS);
      if (!open.isEmpty()) {
        throw DatasetException.of(
            Kind.KEY_PERMISSIONS,
            file,
            "others may read this key file ("
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                + "). Run: chmod 600 "
                + file
                + ", and rotate the key if someone may have read it.");
      }
    } catch (UnsupportedOperationException e) {
      // No POSIX permissions on this file system; nothing to check.
    } catch (IOException e) {
      throw DatasetException.of(Kind.KEY_INVALID, file, "it cannot be read: " + e, e);
    }
  }
}
