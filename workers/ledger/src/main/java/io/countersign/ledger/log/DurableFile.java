package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.file.Path;

/** Replaces a file so that a crash leaves the old bytes or the new ones. */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Writes a file and its folder to the medium.
   *
   * @param file an absolute path; folders that are missing are created
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    new Disk().replace(file, bytes);
  }
}
