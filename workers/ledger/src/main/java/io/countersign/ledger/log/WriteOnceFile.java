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
    if (!link(file, bytes) && !Arrays.equals(Files.readAllBytes(file), bytes)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "it holds something else, and is never replaced");
    }
  }

  /** As {@link #create}, for a file that others must not read. */
  public static void createPrivate(Path file, byte[] bytes) throws IOException {
    if (!createPrivateIfAbsent(file, bytes)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  /** As {@link #createPrivate}; tells whether the file was created, or another was there. */
  public static boolean createPrivateIfAbsent(Path file, byte[] bytes) throws IOException {
    Path staged = Files.createTempFile(file.resolveSibling("."), ".private", ".tmp");
    return link(file, staged, bytes);
  }

  /**
   * Deletes a file durably.
   *
   * @return whether it was there
   */
  public static boolean delete(Path file) throws IOException {
    boolean deleted = Files.deleteIfExists(file);
    new Disk().sync(file.resolveSibling("."));
    return deleted;
  }

  private static boolean link(Path file, byte[] bytes) throws IOException {
    return link(file, file.resolveSibling("." + file.getFileName() + ".tmp"), bytes);
  }

  private static boolean link(Path file, Path staged, byte[] bytes) throws IOException {
    Disk disk = new Disk();
    try {
      disk.writeForced(staged, bytes);
      Files.createLink(file, staged);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException(file + ": the file system has no hard links", e);
    } finally {
      Files.deleteIfExists(staged);
      disk.sync(file.resolveSibling("."));
    }
  }
}
