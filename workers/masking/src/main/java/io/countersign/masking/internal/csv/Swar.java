package io.countersign.masking.internal.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time in a long (little endian, so that the lowest byte comes first). */
public final class Swar {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  public static final long ONES = 0x0101010101010101L;
  public static final long HIGH = 0x8080808080808080L;
  static final long LOW7 = 0x7f7f7f7f7f7f7f7fL;

  private Swar() {}

  public static long load(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  public static void store(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }

  public static long repeat(int c) {
    return (c & 0xffL) * ONES;
  }

  /** High bits mark the bytes from {@code first} to {@code last}, which are ASCII; exact. */
  public static long between(long word, int first, int last) {
    long low = word & LOW7;
    long above = low + repeat(0x80 - first);
    long beyond = low + repeat(0x7f - last);
    return above & ~beyond & ~word & HIGH;
  }

  /** High bits mark ASCII letters. */
  public static long letters(long word) {
    return between(word | repeat(0x20), 'a', 'z');
  }

  /** Eight high bits become the lowest eight bits, that of the first byte lowest. */
  public static long gather(long marks) {
    return ((marks >>> 7) * 0x0102040810204080L) >>> 56;
  }

  /** The first {@code n} bytes of a word, zeros after them. */
  public static long head(long word, int n) {
    return n >= 8 ? word : word & ((1L << 8 * n) - 1);
  }

  /** The marked bytes moved together to the front. */
  public static long pack(long word, long marks) {
    return Long.compress(word, (marks >>> 7) * 0xff);
  }

  /** High bits mark zero bytes; exact only for the lowest mark, which is the one that is used. */
  public static long firstZero(long word) {
    return (word - ONES) & ~word & HIGH;
  }

  /** Number of zero bytes, exact. */
  static int countZeros(long word) {
    return Long.bitCount(~(((word & LOW7) + LOW7) | word | LOW7));
  }

  static int count(byte[] b, int from, int to, int c) {
    long pattern = repeat(c);
    int n = 0;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      n += countZeros(load(b, i) ^ pattern);
    }
    for (; i < to; i++) {
      if (b[i] == (byte) c) {
        n++;
      }
    }
    return n;
  }
}
