package io.countersign.masking.internal.names;

/**
 * The words of which names consist, as a filter so small that it stays in the processor's cache: it
 * spares most words of a text the look into a {@link Bloom} filter.
 */
public final class WordFilter {
  private static final int BITS = 19;

  private final long[] bits = new long[1 << (BITS - 6)];

  public void add(long hash) {
    bits[first(hash) >>> 6] |= 1L << first(hash);
    bits[second(hash) >>> 6] |= 1L << second(hash);
  }

  public boolean mayContain(long hash) {
    return (bits[first(hash) >>> 6] >>> first(hash) & bits[second(hash) >>> 6] >>> second(hash) & 1)
        != 0;
  }

  private static int first(long hash) {
    return (int) (hash >>> (64 - BITS));
  }

  private static int second(long hash) {
    return (int) ((hash * 0x9e3779b97f4a7c15L) >>> (64 - BITS));
  }
}
