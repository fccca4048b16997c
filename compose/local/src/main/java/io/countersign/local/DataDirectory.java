package io.countersign.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory that holds all data of one stack, owned by one process at a time. */
final class DataDirectory implements AutoCloseable {
  private static final long NEEDED_BYTES = 600_000_000;
  private static final long COMFORTABLE_BYTES = 2_000_000_000;

  private final Path path;
  private final FileChannel lock;
  private final ChildRegistry children;

  private DataDirectory(Path path, FileChannel lock, ChildRegistry children) {
    this.path = path;
    this.lock = lock;
    this.children = children;
  }

  /**
   * Takes the directory, making it where it is missing.
   *
   * @throws LocalStackException when another process has it, or the disk is too full
   */
  static DataDirectory open(Path path, StackListener listener) {
    try {
      Files.createDirectories(path.resolve("logs"));
      FileChannel lock = lock(path);
      try {
        ChildRegistry children = new ChildRegistry(path);
        children.awaitSurvivors(listener);
        Disk.require(path, NEEDED_BYTES, "The embedded stack");
        if (Disk.free(path) < COMFORTABLE_BYTES) {
          listener.warning(
              "only %d MB are free below %s; the engine stops working below 256 MB."
                  .formatted(Disk.free(path) / 1_000_000, path));
        }
        return new DataDirectory(path, lock, children);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LocalStackException(
          "Cannot use " + path + " as data directory: " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path file = path.resolve("owner");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      String owner = Files.readString(file).strip();
      channel.close();
      throw new LocalStackException(
          "%s is in use by process %s. Stop that one, or choose another directory with COUNTERSIGN_HOME."
              .formatted(path, owner.isEmpty() ? "(unknown)" : owner));
    }
    channel.truncate(0);
    channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    return channel;
  }

  ChildRegistry children() {
    return children;
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("logs");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new LocalStackException("Could not release " + path + ": " + e.getMessage(), e);
    }
  }
}
