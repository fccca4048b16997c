package io.countersign.ledger.log;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Creates a file whole and durably, or not at all; never replaces one. */
public final class WriteOnceFile {
  private WriteOnceFile() {}

  /**
   * Writes a file and its folder to the medium. A file of the same bytes is left as it is.
   *
   * @param file an absolute path in an existing folder of a file system with hard links
   * @throws FileAlreadyExistsException if it holds other bytes
   */
  public static void create(Path file, byte[] bytes) throws IOException {
    Disk disk = new Disk();
    Path staged = file.resolveSibling("." + file.getFileName() + ".tmp");
    disk.writeForced(staged, bytes);
    try {
      Files.createLink(file, staged);
    } catch (FileAlreadyExistsException e) {
      if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
        throw new FileAlreadyExistsException(
            file.toString(), null, "it holds something else, and is never replaced");
      }
    } catch (UnsupportedOperationException e) {
      throw new IOException(file + ": the file system has no hard links", e);
    } finally {
      Files.delete(staged);
    }
    disk.sync(file.resolveSibling("."));
  }
}
