package io.countersign.ledger.log;

import io.countersign.ledger.tile.EntryBundle;
import io.countersign.ledger.tile.Tile;
import io.countersign.ledger.tile.TilePath;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.Rfc6962;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The unfinished tiles at the right edge of a tree: all that is needed to make it grow. */
final class RightEdge {
  private long size;
  private final List<byte[]> bundle;
  private final List<List<Hash>> levels;
  private final Map<TilePath, byte[]> grown = new LinkedHashMap<>();

  private RightEdge(long size, List<byte[]> bundle, List<List<Hash>> levels) {
    this.size = size;
    this.bundle = bundle;
    this.levels = levels;
  }

  static RightEdge empty() {
    return new RightEdge(0, new ArrayList<>(), new ArrayList<>());
  }

  /** Reads the edge that a log of the given size has on disk. */
  static RightEdge read(LogFiles files, long size) throws IOException {
    List<List<Hash>> levels = new ArrayList<>();
    for (long count = size; count > 0; count /= TilePath.FULL) {
      int width = (int) (count % TilePath.FULL);
      TilePath path = width == 0 ? null : new TilePath(levels.size(), count / TilePath.FULL, width);
      levels.add(new ArrayList<>(path == null ? List.of() : files.tile(path)));
    }
    int width = (int) (size % TilePath.FULL);
    List<byte[]> bundle =
        width == 0 ? List.of() : files.bundle(TilePath.entries(size / TilePath.FULL, width));
    return new RightEdge(size, new ArrayList<>(bundle), levels);
  }

  /** A copy that may grow without changing this one. */
  RightEdge copy() {
    List<List<Hash>> copies = new ArrayList<>();
    levels.forEach(level -> copies.add(new ArrayList<>(level)));
    return new RightEdge(size, new ArrayList<>(bundle), copies);
  }

  long size() {
    return size;
  }

  void append(byte[] entry) {
    bundle.add(entry);
    long index = size / TilePath.FULL;
    if (bundle.size() == TilePath.FULL) {
      grown.put(TilePath.entries(index, TilePath.FULL), EntryBundle.encode(bundle));
      bundle.clear();
    }
    Hash hash = Rfc6962.leaf(entry);
    for (int level = 0; ; level++) {
      if (levels.size() == level) {
        levels.add(new ArrayList<>());
      }
      List<Hash> row = levels.get(level);
      row.add(hash);
      if (row.size() < TilePath.FULL) {
        break;
      }
      grown.put(new TilePath(level, index, TilePath.FULL), Tile.encode(row));
      hash = Tile.subtree(row);
      row.clear();
      index /= TilePath.FULL;
    }
    size++;
  }

  /** The tiles and bundles that differ from those of the tree of {@code oldSize} entries. */
  Map<TilePath, byte[]> files(long oldSize) {
    Map<TilePath, byte[]> files = new LinkedHashMap<>(grown);
    if (!bundle.isEmpty() && oldSize != size) {
      files.put(TilePath.entries(size / TilePath.FULL, bundle.size()), EntryBundle.encode(bundle));
    }
    long count = size;
    long before = oldSize;
    for (int level = 0; level < levels.size(); level++) {
      List<Hash> row = levels.get(level);
      if (!row.isEmpty() && count != before) {
        files.put(new TilePath(level, count / TilePath.FULL, row.size()), Tile.encode(row));
      }
      count /= TilePath.FULL;
      before /= TilePath.FULL;
    }
    return files;
  }

  /** Forgets which tiles were completed: they are on disk now. */
  void written() {
    grown.clear();
  }

  Hash root() {
    Hash root = null;
    for (List<Hash> row : levels) {
      root = foldRow(row, root);
    }
    return root == null ? Rfc6962.EMPTY_ROOT : root;
  }

  /** Whether the leaf hashes at the edge are those of the entries at the edge. */
  boolean leavesMatchEntries() {
    List<Hash> leaves = levels.isEmpty() ? List.of() : levels.getFirst();
    return leaves.equals(bundle.stream().map(Rfc6962::leaf).toList());
  }

  private static @Nullable Hash foldRow(List<Hash> row, @Nullable Hash right) {
    Hash hash = right;
    int end = row.size();
    while (end > 0) {
      int width = Integer.lowestOneBit(end);
      Hash subtree = Tile.subtree(row.subList(end - width, end));
      hash = hash == null ? subtree : Rfc6962.node(subtree, hash);
      end -= width;
    }
    return hash;
  }
}
