package io.countersign.ledger.tile;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a tile or an entry bundle lies below a log's directory or URL prefix.
 *
 * @param level height of the tile in tiles, 0 to 63; {@link #ENTRIES} for an entry bundle
 * @param index zero-based index among the tiles of its level
 * @param width number of hashes or entries, 1 to 256; below 256 the tile is partial
 */
public record TilePath(int level, long index, int width) {
  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  /** Level that stands for entry bundles. */
  public static final int ENTRIES = -1;

  private static final int MAX_LEVEL = 63;

  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no tile has level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  /** The bundle that holds the entries of the level 0 tile with this index and width. */
  public static TilePath entries(long index, int width) {
    return new TilePath(ENTRIES, index, width);
  }

  /** Whether it has fewer than 256 elements. */
  public boolean isPartial() {
    return width < FULL;
  }

  /** The same tile when it was, or will be, this wide. */
  public TilePath withWidth(int other) {
    return new TilePath(level, index, other);
  }

  /** All tiles of a tree, lowest level first, without the entry bundles. */
  public static List<TilePath> tilesOf(long size) {
    List<TilePath> tiles = new ArrayList<>();
    long count = size;
    for (int level = 0; count > 0; level++) {
      addAll(tiles, level, count);
      count /= FULL;
    }
    return tiles;
  }

  /** All entry bundles of a tree. */
  public static List<TilePath> bundlesOf(long size) {
    List<TilePath> bundles = new ArrayList<>();
    addAll(bundles, ENTRIES, size);
    return bundles;
  }

  private static void addAll(List<TilePath> tiles, int level, long count) {
    for (long index = 0; index < count / FULL; index++) {
      tiles.add(new TilePath(level, index, FULL));
    }
    if (count % FULL != 0) {
      tiles.add(new TilePath(level, count / FULL, (int) (count % FULL)));
    }
  }

  /** The path, as in {@code tile/0/x001/x234/067.p/8}. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    String folder = level == ENTRIES ? "tile/entries/" : "tile/" + level + "/";
    return folder + path + (isPartial() ? ".p/" + width : "");
  }
}
