package io.countersign.ledger.log;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.Tile;
import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Copies the published part of a log to another directory, while it is being written. */
public final class LogExport {
  private LogExport() {}

  /**
   * Copies what belongs to the checkpoint that is published now: exactly its tiles and bundles, and
   * the kept checkpoints up to its size. The checkpoint itself is copied last.
   *
   * @param target an empty or missing directory
   * @param progress told the number of entries copied, after each bundle
   * @return the checkpoint
   * @throws FileAlreadyExistsException if the target is not empty
   * @throws LogDamagedException if a file is missing
   */
  public static Checkpoint export(Path source, Path target, LongConsumer progress)
      throws IOException {
    LogFiles from = new LogFiles(source);
    LogFiles to = new LogFiles(target);
    requireEmpty(to.directory());
    byte[] note = Files.readAllBytes(from.checkpoint());
    Checkpoint checkpoint = from.checkpoint(from.checkpoint(), note);
    for (TilePath path : TilePath.bundlesOf(checkpoint.size())) {
      write(to.file(path), EntryBundle.encode(from.bundle(path)));
      progress.accept(path.index() * TilePath.FULL + path.width());
    }
    for (TilePath path : TilePath.tilesOf(checkpoint.size())) {
      write(to.file(path), Tile.encode(from.tile(path)));
    }
    copyKept(from, to, checkpoint.size());
    Files.write(to.checkpoint(), note);
    return checkpoint;
  }

  private static void requireEmpty(Path target) throws IOException {
    Files.createDirectories(target);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
      if (files.iterator().hasNext()) {
        throw new FileAlreadyExistsException(
            target.toString(), null, "export into an empty directory");
      }
    }
  }

  private static void copyKept(LogFiles from, LogFiles to, long size) throws IOException {
    if (!Files.isDirectory(from.checkpoints())) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from.checkpoints())) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (stem.matches("[0-9]{1,18}") && Long.parseLong(stem) <= size) {
          write(to.checkpoints().resolve(name), Files.readAllBytes(file));
        }
      }
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
  }
}
