package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.parquet.Thrift.Malformed;

/** Numbers as differences from their neighbours (DELTA_BINARY_PACKED). */
final class Delta {
  private final byte[] b;
  private final int to;
  private int p;
  private final int perMini;
  private final int minis;
  private final int total;
  private int read;
  private long value;
  private long least;
  private int mini;
  private int inMini;
  private final int[] widths;
  private int miniStart;

  Delta(byte[] b, int from, int to) {
    this.b = b;
    this.to = to;
    this.p = from;
    long block = varint();
    long count = varint();
    if (count <= 0 || count > 1 << 12 || block <= 0 || block > 1 << 20 || block % count != 0) {
      throw new Malformed("wrong sizes of delta blocks");
    }
    minis = (int) count;
    perMini = (int) (block / count);
    long n = varint();
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw new Malformed("a page cannot have " + n + " values");
    }
    total = (int) n;
    value = zigzag();
    widths = new int[minis];
    mini = minis;
  }

  int total() {
    return total;
  }

  long next() {
    if (read == total) {
      throw new Malformed("a page has fewer values than it says");
    }
    if (read++ == 0) {
      return value;
    }
    if (mini == minis) {
      block();
    } else if (inMini == perMini) {
      endMini();
      if (mini == minis) {
        block();
      }
    }
    value += least + bits(miniStart, inMini++, widths[mini]);
    return value;
  }

  private void endMini() {
    miniStart += perMini * widths[mini] / 8;
    mini++;
    inMini = 0;
    p = miniStart;
  }

  private void block() {
    least = zigzag();
    for (int i = 0; i < minis; i++) {
      widths[i] = byteAt(p++);
      if (widths[i] > 64) {
        throw new Malformed("a width of " + widths[i] + " bits");
      }
    }
    mini = 0;
    inMini = 0;
    miniStart = p;
  }

  /** Where the data after all values starts; to be called when all are read. */
  int end() {
    if (total > 1 && mini < minis) {
      // Only blocks that hold values are written out; the last one is written whole or in part.
      int q = miniStart + perMini * widths[mini] / 8;
      return Math.min(q, to);
    }
    return p;
  }

  private long bits(int from, int number, int width) {
    long bit = (long) number * width;
    int at = from + (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long v = 0;
    for (int have = -shift, i = 0; have < width; have += 8, i++) {
      long c = byteAt(at + i);
      v |= have < 0 ? c >>> -have : have < 64 ? c << have : 0;
    }
    return width == 64 ? v : v & (1L << width) - 1;
  }

  private int byteAt(int at) {
    if (at < 0 || at >= to) {
      throw new Malformed("a page ends too early");
    }
    return b[at] & 0xff;
  }

  private long zigzag() {
    long n = varint();
    return (n >>> 1) ^ -(n & 1);
  }

  private long varint() {
    long v = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int c = byteAt(p++);
      v |= (long) (c & 0x7f) << shift;
      if (c < 0x80) {
        return v;
      }
    }
    throw new Malformed("a number is too long");
  }
}
