package io.countersign.masking.internal.jsonl;

import io.countersign.masking.internal.detect.Chars;

/** The grammar of JSON numbers. */
final class JsonNumbers {
  private JsonNumbers() {}

  /** The end of the number that starts here, or -1. */
  static int end(byte[] b, int from, int limit) {
    int p = from;
    if (p < limit && b[p] == '-') {
      p++;
    }
    int whole = digits(b, p, limit);
    if (whole == p || (b[p] == '0' && whole > p + 1)) {
      return -1;
    }
    p = whole;
    if (p < limit && b[p] == '.') {
      int e = digits(b, p + 1, limit);
      if (e == p + 1) {
        return -1;
      }
      p = e;
    }
    if (p < limit && (b[p] == 'e' || b[p] == 'E')) {
      p++;
      if (p < limit && (b[p] == '+' || b[p] == '-')) {
        p++;
      }
      int e = digits(b, p, limit);
      if (e == p) {
        return -1;
      }
      p = e;
    }
    return p;
  }

  private static int digits(byte[] b, int from, int limit) {
    int p = from;
    while (p < limit && Chars.isDigit(b[p])) {
      p++;
    }
    return p;
  }
}
