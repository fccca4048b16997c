package io.countersign.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time change an installation directory. The lock of the
 * operating system ends with its process, so a crash leaves nothing behind.
 */
final class InstallLock implements AutoCloseable {
  // The operating system's lock belongs to the whole JVM, so threads need one of their own.
  private static final Map<Path, ReentrantLock> IN_THIS_JVM = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;

  private InstallLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /** Waits until the directory is ours alone. */
  static InstallLock of(Path directory) throws IOException {
    Files.createDirectories(directory);
    ReentrantLock threads =
        IN_THIS_JVM.computeIfAbsent(directory.toRealPath(), path -> new ReentrantLock());
    threads.lock();
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        return new InstallLock(threads, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
    }
  }
}
