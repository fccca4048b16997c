package io.countersign.ledger.tile;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.Rfc6962;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a tile: up to 256 hashes, one after the other. */
public final class Tile {
  private Tile() {}

  /** Writes 1 to 256 hashes. */
  public static byte[] encode(List<Hash> hashes) {
    byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
    }
    return bytes;
  }

  /**
   * Reads the hashes of a tile of the given width.
   *
   * @throws FormatException if there are more or fewer bytes than that width has
   */
  public static List<Hash> decode(byte[] bytes, int width) throws FormatException {
    if (bytes.length != width * Hash.LENGTH) {
      throw new FormatException(
          "a tile of %d hashes has %d bytes, this one has %d"
              .formatted(width, width * Hash.LENGTH, bytes.length));
    }
    List<Hash> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      hashes.add(Hash.of(bytes, i * Hash.LENGTH));
    }
    return hashes;
  }

  /** The hash over the perfect subtree whose bottom row is given; its length a power of two. */
  public static Hash subtree(List<Hash> row) {
    if (row.size() == 1) {
      return row.getFirst();
    }
    int half = row.size() / 2;
    return Rfc6962.node(subtree(row.subList(0, half)), subtree(row.subList(half, row.size())));
  }
}
