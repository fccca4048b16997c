package io.countersign.masking.internal.names;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A Bloom filter over 64-bit hashes, in 512-bit lines so that one look touches one cache line. */
public final class Bloom {
  private static final int PROBES = 6;
  private static final int MAX_LINES = 1 << 20;
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;
  private final int mask;

  /** Sized for {@code expected} values at about 30 bits each, at most 64 MiB. */
  public Bloom(long expected) {
    long lines = Math.max(64, expected * 30 / 512);
    int size = (int) Math.min(MAX_LINES, Long.highestOneBit(lines * 2 - 1));
    words = new long[size * 8];
    mask = size - 1;
  }

  /** May be called by several threads. */
  public void add(long hash) {
    int line = (int) (hash >>> 40) & mask;
    long h = hash;
    for (int i = 0; i < PROBES; i++) {
      h = h * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
      int at = line * 8 + (int) (h >>> 61);
      long bit = 1L << (h >>> 55);
      if ((words[at] & bit) == 0) {
        WORDS.getAndBitwiseOr(words, at, bit);
      }
    }
  }

  public boolean mayContain(long hash) {
    int line = (int) (hash >>> 40) & mask;
    long h = hash;
    for (int i = 0; i < PROBES; i++) {
      h = h * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
      if ((words[line * 8 + (int) (h >>> 61)] & (1L << (h >>> 55))) == 0) {
        return false;
      }
    }
    return true;
  }
}
