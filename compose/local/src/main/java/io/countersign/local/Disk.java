package io.countersign.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for disk space before it is needed. */
final class Disk {
  private static final long MEGA = 1_000_000;

  private Disk() {}

  /**
   * Checks that the file system of a directory has room.
   *
   * @param directory an existing directory
   * @param bytes bytes that will be needed
   * @param purpose completes "… needs 500 MB"
   * @throws LocalStackException when less than that is free
   */
  static void require(Path directory, long bytes, String purpose) throws IOException {
    long free = free(directory);
    if (free < bytes) {
      throw new LocalStackException(
          "%s needs %d MB below %s and %d MB are free. Free some space, or set COUNTERSIGN_HOME to a directory on another disk."
              .formatted(purpose, bytes / MEGA, directory, free / MEGA));
    }
  }

  static long free(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }
}
