package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The few durable operations that the writer needs; tests replace it to let them fail. */
class Disk {
  private static final int MAX_OPEN = 64;

  /** Writes all files and forces them, and the folders that name them, to the medium. */
  void writeAll(Map<Path, byte[]> files) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    List<FileChannel> open = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        folders.addAll(createFolder(folder(file.getKey())));
        folders.add(folder(file.getKey()));
        open.add(write(file.getKey(), file.getValue()));
        if (open.size() == MAX_OPEN) {
          force(open);
        }
      }
      force(open);
    } finally {
      for (FileChannel channel : open) {
        channel.close();
      }
    }
    for (Path folder : folders) {
      sync(folder);
    }
  }

  /** Forcing after writing lets the file system commit several files at once. */
  private static void force(List<FileChannel> open) throws IOException {
    for (FileChannel channel : open) {
      channel.force(true);
      channel.close();
    }
    open.clear();
  }

  /** Replaces a file in one durable step; readers see the old bytes or the new ones. */
  void replace(Path file, byte[] bytes) throws IOException {
    Path staged = file.resolveSibling(file.getFileName() + ".tmp");
    writeAll(Map.of(staged, bytes));
    rename(staged, file);
    sync(folder(file));
  }

  /** Writes one file, not yet forced; the caller closes it. */
  FileChannel write(Path file, byte[] bytes) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Gives a file its final name in one step; durable after {@link #sync} of the folder. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forces the names in a folder to the medium. */
  void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Creates a folder with its parents; returns the parents that gained a name. */
  private static Set<Path> createFolder(Path folder) throws IOException {
    Set<Path> changed = new LinkedHashSet<>();
    for (Path missing = folder; !Files.isDirectory(missing); missing = folder(missing)) {
      changed.add(folder(missing));
    }
    Files.createDirectories(folder);
    return changed;
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no folder above " + file);
    }
    return parent;
  }
}
