package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/**
 * Latitude and longitude: pairs of decimal degrees, degrees with minutes and seconds, and single
 * ones behind their name.
 */
final class CoordinateFinder {
  /** Decimals of both numbers together, where nothing around speaks for a position. */
  private static final int DECIMALS = 8;

  private static final WordSet NAMES =
      WordSet.of(
          "lat latitude lon long lng longitude latlng latlon coords coordinates coordinate gps geo"
              + " position location pos point koordinaten breitengrad längengrad coordenadas latitud"
              + " longitud coordonnées at near spot ort posición");

  private static final WordSet SINGLE =
      WordSet.of(
          "lat latitude lon lng long longitude latitud longitud latitudine longitudine breitengrad"
              + " längengrad");

  private static final WordSet POINT = WordSet.of("point");

  private CoordinateFinder() {}

  /** Adds what starts with the digit at {@code s}; returns its end, or -1. */
  static int find(byte[] b, int from, int s, int to, Context context, Spans out) {
    int degrees = degrees(b, s, to);
    if (degrees > 0) {
      return pairOfDegrees(b, from, s, degrees, to, out);
    }
    int first = decimal(b, s, to, 180);
    if (first < 0) {
      return -1;
    }
    int start = s > from && (b[s - 1] == '-' || b[s - 1] == '+') ? s - 1 : s;
    int second = second(b, s, first, to);
    if (second > 0 && (value(b, s) <= 90 || context.before(b, from, s, POINT, 1))) {
      int decimals = decimals(b, s, first) + decimals(b, secondStart(b, first, second), second);
      boolean small = b[s] == '0' && b[secondStart(b, first, second)] == '0';
      if (!small && decimals >= DECIMALS || context.before(b, from, s, NAMES, 3)) {
        out.add(prefixed(b, from, start), second, DataClass.COORDINATES, 90, "coordinates");
        return second;
      }
      return -1;
    }
    if (decimals(b, s, first) >= 3 && context.before(b, from, s, SINGLE, 1)) {
      out.add(start, first, DataClass.COORDINATES, 90, "coordinate+name");
      return first;
    }
    return -1;
  }

  /** The second number of a pair, behind a comma, a sign of degrees or a letter; its end or -1. */
  private static int second(byte[] b, int s, int first, int to) {
    int p = secondStart(b, first, to);
    boolean blank =
        p - first == 1 && b[first] == ' ' || p - first == 2 && b[first] == ' ' && b[p - 1] != ' ';
    // Two numbers with a blank between are a pair only with many decimals.
    if (p == first || p >= to || blank && decimals(b, s, first) < 4) {
      return -1;
    }
    int e = decimal(b, p, to, 180);
    return e < 0 ? -1 : closing(b, e, to);
  }

  /** Where the digits of the second number begin. */
  private static int secondStart(byte[] b, int first, int to) {
    int p = first;
    while (p < to && p - first < 8 && !Chars.isDigit(b[p])) {
      boolean part = " ,;/+-NSEWO".indexOf(b[p]) >= 0 || sign(b, p, to) > 0;
      if (!part) {
        return first;
      }
      p += Math.max(1, sign(b, p, to));
    }
    return p;
  }

  /** Past a sign of degrees and a letter. */
  private static int closing(byte[] b, int e, int to) {
    int p = e + sign(b, e, to);
    int q = p < to && b[p] == ' ' ? p + 1 : p;
    boolean letter =
        q < to && "NSEWO".indexOf(b[q]) >= 0 && (q + 1 >= to || !Chars.isAlnum(b[q + 1]));
    return letter ? q + 1 : p;
  }

  /** The letter of a direction before a number: N 52.3702. */
  private static int prefixed(byte[] b, int from, int start) {
    int p = start > from && b[start - 1] == ' ' ? start - 1 : start;
    boolean letter =
        p > from && "NSEW".indexOf(b[p - 1]) >= 0 && (p - 1 == from || !Chars.isAlnum(b[p - 2]));
    return letter ? p - 1 : start;
  }

  /** The bytes of a sign of degrees here: ° or º; 0 for none. */
  private static int sign(byte[] b, int p, int to) {
    boolean sign =
        p + 1 < to && b[p] == (byte) 0xc2 && (b[p + 1] == (byte) 0xb0 || b[p + 1] == (byte) 0xba);
    return sign ? 2 : 0;
  }

  private static int value(byte[] b, int s) {
    int v = 0;
    for (int p = s; Chars.isDigit(b[p]); p++) {
      v = v * 10 + b[p] - '0';
    }
    return v;
  }

  private static int decimals(byte[] b, int s, int e) {
    int n = 0;
    for (int p = s; p < e; p++) {
      if (b[p] == '.') {
        n = 0;
      } else {
        n += Chars.isDigit(b[p]) ? 1 : 0;
      }
    }
    return n;
  }

  /** 51°30'26"N: the end of degrees with minutes that start here, or -1. */
  private static int degrees(byte[] b, int s, int to) {
    int p = s;
    while (p < to && p - s < 3 && Chars.isDigit(b[p])) {
      p++;
    }
    int sign = sign(b, p, to);
    if (sign == 0) {
      return -1;
    }
    p += sign;
    int groups = 0;
    while (p < to && groups < 2) {
      int q = p < to && b[p] == ' ' ? p + 1 : p;
      int d = q;
      while (d < to && (Chars.isDigit(b[d]) || b[d] == '.') && d - q < 8) {
        d++;
      }
      int mark = d > q ? minute(b, d, to) : 0;
      if (mark == 0) {
        break;
      }
      p = d + mark;
      groups++;
    }
    int e = closing(b, p, to);
    return groups > 0 && e > p ? e : -1;
  }

  /** The bytes of a sign of minutes or seconds here; 0 for none. */
  private static int minute(byte[] b, int p, int to) {
    if (p >= to) {
      return 0;
    }
    if (b[p] == '\'' || b[p] == '"') {
      return p + 1 < to && b[p] == '\'' && b[p + 1] == '\'' ? 2 : 1;
    }
    boolean typographic = p + 2 < to && b[p] == (byte) 0xe2 && b[p + 1] == (byte) 0x80;
    return typographic ? 3 : 0;
  }

  private static int pairOfDegrees(byte[] b, int from, int s, int first, int to, Spans out) {
    int p = first;
    while (p < to && p - first < 3 && (b[p] == ' ' || b[p] == ',' || b[p] == '/')) {
      p++;
    }
    int second = p < to && Chars.isDigit(b[p]) ? degrees(b, p, to) : -1;
    int e = second > 0 ? second : first;
    out.add(s, e, DataClass.COORDINATES, 92, "degrees");
    return e;
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
            && (Chars.isLetter(b[p]) && "NSEW".indexOf(b[p]) < 0 && sign(b, p, to) == 0
                || b[p] == '.' && p + 1 < to && Chars.isDigit(b[p + 1]));
    return p - d >= 3 && p - d <= 14 && !goesOn ? p : -1;
  }
}
