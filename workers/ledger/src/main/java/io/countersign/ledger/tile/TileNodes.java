package io.countersign.ledger.tile;

import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.Nodes;
import java.util.List;

/** The nodes of a tree, taken from its tiles. */
public final class TileNodes implements Nodes {
  private static final int TILE_HEIGHT = 8;

  private final long size;
  private final Source source;

  /** Where the hashes of a tile come from. */
  @FunctionalInterface
  public interface Source {
    /** All hashes of a tile; exactly as many as it is wide. */
    List<Hash> tile(TilePath path);
  }

  /**
   * The nodes of the first {@code size} entries.
   *
   * @param source asked only for tiles that a log of this size has
   */
  public TileNodes(long size, Source source) {
    this.size = size;
    this.source = source;
  }

  @Override
  public Hash node(int level, long index) {
    int tileLevel = level / TILE_HEIGHT;
    int height = level % TILE_HEIGHT;
    long first = index << height;
    long hashes = size >>> (tileLevel * TILE_HEIGHT);
    long last = first + (1L << height);
    if (last > hashes) {
      throw new IndexOutOfBoundsException(
          "node %d at level %d is not in a tree of %d entries".formatted(index, level, size));
    }
    long tile = first / TilePath.FULL;
    int width = (int) Math.min(TilePath.FULL, hashes - tile * TilePath.FULL);
    int from = (int) (first % TilePath.FULL);
    List<Hash> row = source.tile(new TilePath(tileLevel, tile, width));
    return Tile.subtree(row.subList(from, from + (1 << height)));
  }
}
