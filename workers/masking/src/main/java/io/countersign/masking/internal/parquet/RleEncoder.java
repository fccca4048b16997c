package io.countersign.masking.internal.parquet;

/** Writes levels as runs and bit-packed groups. */
final class RleEncoder {
  private RleEncoder() {}

  /** Upper bound of what {@link #write} writes. */
  static int bound(int count) {
    return count * 2 + 16;
  }

  /** Writes {@code count} levels of at most 8 bits each; returns the position after them. */
  static int write(byte[] levels, int count, int width, byte[] out, int at) {
    int p = at;
    int i = 0;
    while (i < count) {
      int run = run(levels, i, count);
      if (run >= 8 || i + run == count) {
        p = varint((long) run << 1, out, p);
        out[p++] = levels[i];
        i += run;
      } else {
        int groups = 0;
        int end = i;
        while (end < count && run(levels, end, count) < 8) {
          end += 8;
          groups++;
        }
        p = varint((long) groups << 1 | 1, out, p);
        p = pack(levels, i, count, groups, width, out, p);
        i = Math.min(count, end);
      }
    }
    return p;
  }

  private static int run(byte[] levels, int from, int count) {
    int i = from + 1;
    while (i < count && levels[i] == levels[from]) {
      i++;
    }
    return i - from;
  }

  private static int pack(
      byte[] levels, int from, int count, int groups, int width, byte[] out, int at) {
    int p = at;
    for (int g = 0; g < groups; g++) {
      long bits = 0;
      for (int k = 0; k < 8; k++) {
        int i = from + g * 8 + k;
        bits |= (i < count ? levels[i] & 0xffL : 0) << (k * width);
      }
      for (int k = 0; k < width; k++) {
        out[p++] = (byte) (bits >>> (8 * k));
      }
    }
    return p;
  }

  private static int varint(long value, byte[] out, int at) {
    long v = value;
    int p = at;
    while ((v & ~0x7fL) != 0) {
      out[p++] = (byte) (v & 0x7f | 0x80);
      v >>>= 7;
    }
    out[p++] = (byte) v;
    return p;
  }
}
