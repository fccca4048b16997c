package io.countersign.ledger.log;

import io.countersign.ledger.tile.TilePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Removes tiles that nobody will ask for. */
final class Leftovers {
  private Leftovers() {}

  /**
   * Removes partial tiles whose full version is published. A file that cannot be removed stays: it
   * costs space, nothing else.
   */
  static void removeReplacedPartials(LogFiles files, long oldSize, long newSize) {
    removeReplaced(files, TilePath.ENTRIES, oldSize, newSize);
    long before = oldSize;
    long after = newSize;
    for (int level = 0; after > 0; level++) {
      removeReplaced(files, level, before, after);
      before /= TilePath.FULL;
      after /= TilePath.FULL;
    }
  }

  private static void removeReplaced(LogFiles files, int level, long before, long after) {
    long index = before / TilePath.FULL;
    if (after / TilePath.FULL > index) {
      try {
        removeFolder(files.partials(new TilePath(level, index, TilePath.FULL)));
      } catch (IOException e) {
        // A reader falls back to the full tile, and the next export leaves the partial out.
        return;
      }
    }
  }

  /** Removes everything that lies beyond the tree of the given size. */
  static void removeBeyond(LogFiles files, long size) throws IOException {
    removeBeyond(files, TilePath.ENTRIES, size);
    long count = size;
    for (int level = 0; level <= 7; level++) {
      removeBeyond(files, level, count);
      count /= TilePath.FULL;
    }
  }

  private static void removeBeyond(LogFiles files, int level, long count) throws IOException {
    int width = (int) (count % TilePath.FULL);
    TilePath edge = new TilePath(level, count / TilePath.FULL, TilePath.FULL);
    boolean found = Files.deleteIfExists(files.file(edge));
    for (Path partial : list(files.partials(edge))) {
      if (widthOf(partial) > width) {
        Files.delete(partial);
        found = true;
      }
    }
    for (long index = edge.index() + 1; found; index++) {
      TilePath next = new TilePath(level, index, TilePath.FULL);
      found = Files.deleteIfExists(files.file(next)) | removeFolder(files.partials(next));
    }
  }

  private static int widthOf(Path partial) {
    String name = String.valueOf(partial.getFileName());
    return name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
  }

  private static boolean removeFolder(Path folder) throws IOException {
    for (Path file : list(folder)) {
      Files.delete(file);
    }
    return Files.deleteIfExists(folder);
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    }
    return children;
  }
}
