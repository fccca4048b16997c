package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** Latitude and longitude in decimal degrees, with at least three decimals each. */
final class CoordinateFinder {
  private CoordinateFinder() {}

  /** Adds the pair that starts with the digit at {@code s}; returns its end, or -1. */
  static int find(byte[] b, int from, int s, int to, Spans out) {
    int first = decimal(b, s, to, 90);
    if (first < 0) {
      return -1;
    }
    int p = first;
    while (p < to
        && (b[p] == ' ' || b[p] == ',' || b[p] == ';' || b[p] == '/' || b[p] == 'N' || b[p] == 'S')
        && p - first < 5) {
      p++;
    }
    if (p == first) {
      return -1;
    }
    if (p < to && (b[p] == '-' || b[p] == '+')) {
      p++;
    }
    int second = decimal(b, p, to, 180);
    if (second < 0) {
      return -1;
    }
    int start = s > from && (b[s - 1] == '-' || b[s - 1] == '+') ? s - 1 : s;
    out.add(start, second, DataClass.COORDINATES, 90, "coordinates");
    return second;
  }

  private static int decimal(byte[] b, int s, int to, int most) {
    int p = s;
    int value = 0;
    while (p < to && p - s < 4 && Chars.isDigit(b[p])) {
      value = value * 10 + b[p++] - '0';
    }
    if (p == s || value > most || p >= to || b[p] != '.') {
      return -1;
    }
    int d = ++p;
    while (p < to && Chars.isDigit(b[p])) {
      p++;
    }
    boolean goesOn =
        p < to
            && (Chars.isLetter(b[p]) && b[p] != 'N' && b[p] != 'S' && b[p] != 'E' && b[p] != 'W'
                || b[p] == '.' && p + 1 < to && Chars.isDigit(b[p + 1]));
    return p - d >= 3 && p - d <= 12 && !goesOn ? p : -1;
  }
}
