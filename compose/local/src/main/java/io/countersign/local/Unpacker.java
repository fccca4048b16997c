package io.countersign.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks tar archives so that a directory is there whole or not at all. */
final class Unpacker {
  private static final int OWNER_EXECUTE = 0100;

  private Unpacker() {}

  /**
   * Unpacks into a temporary neighbour of {@code target} and renames it. Call it under an {@link
   * InstallLock}.
   *
   * @param tar the archive, already decompressed; not closed
   * @param strip leading path elements to drop from each entry
   * @param target the directory to make; must not exist
   */
  static void unpack(InputStream tar, int strip, Path target) throws IOException {
    Path parent = parentOf(target);
    removeDrafts(parent);
    Path draft = Files.createTempDirectory(parent, ".unpack-");
    try {
      extract(new TarArchiveInputStream(tar), strip, draft);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      removeTree(draft);
      throw e;
    }
  }

  private static void extract(TarArchiveInputStream tar, int strip, Path root) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path name = Path.of(entry.getName()).normalize();
      if (name.getNameCount() <= strip || entry.getName().isEmpty()) {
        continue;
      }
      Path file = root.resolve(name.subpath(strip, name.getNameCount())).normalize();
      if (!file.startsWith(root)) {
        throw new IOException("archive entry leaves its directory: " + entry.getName());
      }
      writeEntry(tar, entry, file, root);
    }
  }

  private static void writeEntry(
      TarArchiveInputStream tar, TarArchiveEntry entry, Path file, Path root) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(parentOf(file));
    if (entry.isSymbolicLink()) {
      Path to = parentOf(file).resolve(entry.getLinkName()).normalize();
      if (!to.startsWith(root)) {
        throw new IOException("archive link leaves its directory: " + entry.getName());
      }
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    if (!entry.isFile()) {
      throw new IOException("archive entry is neither file, directory nor link: " + file);
    }
    Files.copy(tar, file);
    if ((entry.getMode() & OWNER_EXECUTE) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("No parent directory: " + path);
    }
    return parent;
  }

  private static void removeDrafts(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      children
          .filter(child -> child.getFileName().toString().startsWith(".unpack-"))
          .forEach(Unpacker::removeTree);
    }
  }

  /** Removes a directory with all that is in it; links are removed, not followed. */
  static void removeTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
