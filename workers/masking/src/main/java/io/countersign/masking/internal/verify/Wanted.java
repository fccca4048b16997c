package io.countersign.masking.internal.verify;

import io.countersign.masking.internal.names.HashList;
import java.util.Arrays;

/** Hashes that are looked for once more, and which of them were seen. */
final class Wanted {
  private static final int BITS = 18;

  private final long[] sorted;
  private final boolean[] seen;

  /** By the upper bits of a hash, so that most hashes need no search. */
  private final long[] any = new long[1 << BITS - 6];

  /**
   * @param hits hashes, each followed by something else
   */
  Wanted(HashList hits) {
    sorted = new long[hits.count / 2];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = hits.values[2 * i];
      int bit = bit(sorted[i]);
      any[bit >>> 6] |= 1L << bit;
    }
    Arrays.sort(sorted);
    seen = new boolean[sorted.length];
  }

  private static int bit(long hash) {
    return (int) (hash >>> 64 - BITS);
  }

  void see(long hash) {
    int bit = bit(hash);
    if ((any[bit >>> 6] >>> bit & 1) != 0) {
      // Equal hashes share one mark, at the place where a search finds them.
      int at = Arrays.binarySearch(sorted, hash);
      if (at >= 0) {
        seen[at] = true;
      }
    }
  }

  boolean wasSeen(long hash) {
    return seen[Arrays.binarySearch(sorted, hash)];
  }
}
