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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    List<Forcing> syncs = new ArrayList<>();
    folders.forEach(folder -> syncs.add(() -> sync(folder)));
    together(syncs);
  }

  private interface Forcing {
    void run() throws IOException;
  }

  private static void force(List<FileChannel> open) throws IOException {
    List<Forcing> forces = new ArrayList<>();
    open.forEach(channel -> forces.add(() -> channel.force(true)));
    together(forces);
    for (FileChannel channel : open) {
      channel.close();
    }
    open.clear();
  }

  /** Waiting for the medium at once lets the file system commit all of it in one go. */
  private static void together(List<Forcing> forcings) throws IOException {
    if (forcings.size() == 1) {
      forcings.getFirst().run();
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Forcing forcing : forcings) {
        running.add(
            threads.submit(
                () -> {
                  forcing.run();
                  return null;
                }));
      }
    }
    for (Future<?> done : running) {
      requireDone(done);
    }
  }

  private static void requireDone(Future<?> done) throws IOException {
    if (done.state() == Future.State.FAILED) {
      Throwable cause = done.exceptionNow();
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    }
    if (done.state() != Future.State.SUCCESS) {
      throw new IOException("interrupted before everything was forced to the medium");
    }
  }

  /** Writes a file and forces it; its name is durable after {@link #sync} of the folder. */
  void writeForced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = write(file, bytes)) {
      channel.force(true);
    }
  }

  /** Replaces a file in one durable step; readers see the old bytes or the new ones. */
  void replace(Path file, byte[] bytes) throws IOException {
    Path staged = file.resolveSibling(file.getFileName() + ".tmp");
    for (Path parent : createFolder(folder(file))) {
      sync(parent);
    }
    writeForced(staged, bytes);
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
