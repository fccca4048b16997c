package io.countersign.ledger.tree;

import java.util.ArrayList;
import java.util.List;

/** Makes roots and proofs from the nodes of a tree, as in RFC 6962 sections 2.1, 2.1.1, 2.1.2. */
public final class Proofs {
  private Proofs() {}

  /** The root over the first {@code size} entries. */
  public static Hash root(Nodes nodes, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("tree size must not be negative: " + size);
    }
    return size == 0 ? Rfc6962.EMPTY_ROOT : range(nodes, 0, size);
  }

  /**
   * The audit path of an entry, from its sibling up to the child of the root.
   *
   * @param index zero-based index of the entry, below {@code size}
   * @param size size of the tree in which it is proven, 1 or more
   */
  public static List<Hash> inclusion(Nodes nodes, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "entry " + index + " is not within a tree of " + size + " entries");
    }
    List<Hash> path = new ArrayList<>();
    long low = 0;
    long high = size;
    while (high - low > 1) {
      long split = low + split(high - low);
      if (index < split) {
        path.add(range(nodes, split, high));
        high = split;
      } else {
        path.add(range(nodes, low, split));
        low = split;
      }
    }
    return path.reversed();
  }

  /**
   * The proof that the tree of {@code oldSize} entries is a prefix of that of {@code newSize};
   * empty if the sizes are equal or the old tree is empty.
   *
   * @throws IllegalArgumentException unless {@code 0 <= oldSize <= newSize}
   */
  public static List<Hash> consistency(Nodes nodes, long oldSize, long newSize) {
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "no consistency proof from " + oldSize + " to " + newSize + " entries");
    }
    List<Hash> path = new ArrayList<>();
    if (oldSize == 0) {
      return path;
    }
    long low = 0;
    long high = newSize;
    while (oldSize != high) {
      long split = low + split(high - low);
      if (oldSize <= split) {
        path.add(range(nodes, split, high));
        high = split;
      } else {
        path.add(range(nodes, low, split));
        low = split;
      }
    }
    if (low != 0) {
      path.add(range(nodes, low, high));
    }
    return path.reversed();
  }

  /** Hash over {@code [low, high)}, where {@code low} is aligned as the RFC's recursion has it. */
  private static Hash range(Nodes nodes, long low, long high) {
    long width = high - low;
    if (Long.bitCount(width) == 1) {
      int level = Long.numberOfTrailingZeros(width);
      return nodes.node(level, low >>> level);
    }
    long split = low + split(width);
    return Rfc6962.node(range(nodes, low, split), range(nodes, split, high));
  }

  /** The largest power of two below {@code width}, which is 2 or more. */
  private static long split(long width) {
    return Long.highestOneBit(width - 1);
  }
}
