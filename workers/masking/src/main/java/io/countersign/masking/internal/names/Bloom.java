package io.countersign.masking.internal.names;

/** A Bloom filter over 64-bit hashes, in 512-bit lines so that one look touches one cache line. */
public final class Bloom {
  private static final int PROBES = 6;
  private static final int MAX_LINES = 1 << 20;
  private static final int GROUP = 24;

  private final long[] words;
  private final int mask;

  /** Keeps the fetching from being left out as useless. */
  private long fetched;

  /** Sized for {@code expected} values at about 30 bits each, at most 64 MiB. */
  public Bloom(long expected) {
    long lines = Math.max(64, expected * 30 / 512);
    int size = (int) Math.min(MAX_LINES, Long.highestOneBit(lines * 2 - 1));
    words = new long[size * 8];
    mask = size - 1;
  }

  /** By one thread only: without atomic operations it is several times faster. */
  public void add(long hash) {
    int line = ((int) (hash >>> 40) & mask) * 8;
    long h = hash * 0x9e3779b97f4a7c15L;
    h ^= h >>> 32;
    for (int i = 0; i < PROBES; i++) {
      words[line + ((int) h & 7)] |= 1L << (h >>> 3);
      h >>>= 9;
    }
  }

  /**
   * Adds the first {@code count} hashes. Their lines are fetched from memory a group at a time, not
   * one after the other.
   */
  public void addAll(long[] hashes, int count) {
    long touched = 0;
    for (int from = 0; from < count; from += GROUP) {
      int to = Math.min(count, from + GROUP);
      for (int i = from; i < to; i++) {
        touched |= words[((int) (hashes[i] >>> 40) & mask) * 8];
      }
      for (int i = from; i < to; i++) {
        add(hashes[i]);
      }
    }
    fetched = touched;
  }

  public boolean mayContain(long hash) {
    int line = ((int) (hash >>> 40) & mask) * 8;
    long h = hash * 0x9e3779b97f4a7c15L;
    h ^= h >>> 32;
    for (int i = 0; i < PROBES; i++) {
      if ((words[line + ((int) h & 7)] & (1L << (h >>> 3))) == 0) {
        return false;
      }
      h >>>= 9;
    }
    return true;
  }
}
