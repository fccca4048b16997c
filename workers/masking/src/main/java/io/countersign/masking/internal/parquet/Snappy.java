package io.countersign.masking.internal.parquet;

import java.io.IOException;

/** Unpacks Snappy's raw format (format description of google/snappy). */
final class Snappy {
  private Snappy() {}

  static void unpack(byte[] b, int from, int to, byte[] out, int at, int length)
      throws IOException {
    int p = from;
    long size = 0;
    for (int shift = 0; ; shift += 7) {
      if (p >= to || shift > 28) {
        throw damaged();
      }
      int c = b[p++];
      size |= (long) (c & 0x7f) << shift;
      if (c >= 0) {
        break;
      }
    }
    if (size != length) {
      throw damaged();
    }
    int n = at;
    int end = at + length;
    while (p < to) {
      int tag = b[p++] & 0xff;
      if ((tag & 3) == 0) {
        int run = tag >>> 2;
        if (run >= 60) {
          int bytes = run - 59;
          run = number(b, p, bytes, to);
          p += bytes;
        }
        run++;
        if (run <= 0 || run > to - p || run > end - n) {
          throw damaged();
        }
        System.arraycopy(b, p, out, n, run);
        p += run;
        n += run;
      } else {
        int kind = tag & 3;
        int run = kind == 1 ? (tag >>> 2 & 7) + 4 : (tag >>> 2) + 1;
        int bytes = kind == 3 ? 4 : kind;
        int distance = number(b, p, bytes, to) | (kind == 1 ? (tag >>> 5) << 8 : 0);
        p += bytes;
        if (distance <= 0 || distance > n - at || run > end - n) {
          throw damaged();
        }
        // The copy may overlap what it writes.
        for (int i = 0; i < run; i++) {
          out[n] = out[n - distance];
          n++;
        }
      }
    }
    if (n != end) {
      throw damaged();
    }
  }

  private static int number(byte[] b, int p, int bytes, int to) throws IOException {
    if (bytes > to - p) {
      throw damaged();
    }
    int v = 0;
    for (int i = 0; i < bytes; i++) {
      v |= (b[p + i] & 0xff) << (8 * i);
    }
    return v;
  }

  private static IOException damaged() {
    return new IOException("the snappy data is damaged");
  }
}
