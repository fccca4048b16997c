package io.countersign.masking.internal.parquet;

/** Runs and bit-packed groups of small numbers: levels, dictionary indexes, truth values. */
final class RleDecoder {
  private final byte[] b;
  private final int to;
  private final int width;
  private int p;
  private int left;
  private boolean packed;
  private int value;
  private long bit;

  RleDecoder(byte[] b, int from, int to, int width) {
    if (width < 0 || width > 32) {
      throw new Thrift.Malformed("a width of " + width + " bits");
    }
    this.b = b;
    this.p = from;
    this.to = to;
    this.width = width;
  }

  /** The same values from here on. */
  RleDecoder copy() {
    RleDecoder copy = new RleDecoder(b, p, to, width);
    copy.left = left;
    copy.packed = packed;
    copy.value = value;
    copy.bit = bit;
    return copy;
  }

  int next() {
    while (left == 0) {
      run();
    }
    left--;
    if (!packed) {
      return value;
    }
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long word = 0;
    for (int i = 0; i < 5 && i * 8 < shift + width; i++) {
      word |= (at + i < to ? b[at + i] & 0xffL : 0) << (8 * i);
    }
    bit += width;
    return (int) (word >>> shift & (1L << width) - 1);
  }

  private void run() {
    long header = 0;
    for (int shift = 0; ; shift += 7) {
      if (p >= to || shift > 28) {
        throw new Thrift.Malformed("a page has fewer values than it says");
      }
      int c = b[p++];
      header |= (long) (c & 0x7f) << shift;
      if (c >= 0) {
        break;
      }
    }
    packed = (header & 1) != 0;
    if (packed) {
      long groups = header >>> 1;
      bit = (long) p * 8;
      left = (int) Math.min(Integer.MAX_VALUE, groups * 8);
      p = (int) Math.min(to, p + groups * width);
    } else {
      left = (int) (header >>> 1);
      value = 0;
      for (int i = 0; i * 8 < width; i++) {
        if (p >= to) {
          throw new Thrift.Malformed("a page has fewer values than it says");
        }
        value |= (b[p++] & 0xff) << (8 * i);
      }
    }
  }
}
