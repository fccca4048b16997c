package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** E-mail addresses around an at sign (the practical part of RFC 5321). */
final class EmailFinder {
  private static final boolean[] LOCAL = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      LOCAL[c] = Chars.isAlnum((byte) c) || "._%+-'&=~!#$*".indexOf(c) >= 0;
    }
  }

  private EmailFinder() {}

  /** Adds the address around {@code at}; returns where to go on. */
  static int find(byte[] b, int from, int at, int to, Spans out) {
    int s = at;
    while (s > from && at - s < 64 && LOCAL[b[s - 1] & 0xff]) {
      s--;
    }
    while (s < at && !Chars.isAlnum(b[s]) && b[s] != '_') {
      s++;
    }
    int e = domainEnd(b, at + 1, to);
    if (s == at || e < 0 || b[at - 1] == '.') {
      return at + 1;
    }
    out.add(s, e, DataClass.EMAIL, 99, "email");
    return e;
  }

  private static int domainEnd(byte[] b, int from, int to) {
    int p = from;
    int labels = 0;
    int end = -1;
    while (p < to && Chars.isAlnum(b[p])) {
      int s = p;
      boolean letters = true;
      while (p < to
          && (Chars.isAlnum(b[p]) || (b[p] == '-' && p + 1 < to && Chars.isAlnum(b[p + 1])))) {
        letters &= Chars.isLetter(b[p]) || b[p] == '-';
        p++;
      }
      labels++;
      if (labels > 1 && letters && p - s >= 2) {
        end = p;
      }
      if (p + 1 < to && b[p] == '.' && Chars.isAlnum(b[p + 1])) {
        p++;
      } else {
        break;
      }
    }
    return end;
  }
}
