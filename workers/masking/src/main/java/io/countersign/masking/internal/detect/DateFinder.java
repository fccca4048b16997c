package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** Dates written with digits. */
final class DateFinder {
  private DateFinder() {}

  static int numeric(byte[] b, int from, int to, NumberFinder n, Context context, Spans out) {
    if (n.groups < 3) {
      return -1;
    }
    byte s1 = NumberFinder.between(b, n, 0);
    byte s2 = NumberFinder.between(b, n, 1);
    if (s1 != s2 || (s1 != '-' && s1 != '/' && s1 != '.')) {
      return -1;
    }
    int end = n.groupEnd[2];
    if (end + 1 < to && b[end] == s1 && Chars.isDigit(b[end + 1])) {
      return -1;
    }
    if (yearOf(b, n) < 0) {
      return -1;
    }
    end = withTime(b, end, to);
    boolean birth = context.birth(b, from, n.groupStart[0]);
    out.add(
        n.groupStart[0],
        end,
        birth ? DataClass.DATE_OF_BIRTH : DataClass.DATE,
        birth ? 90 : 80,
        birth ? "date+context" : "date");
    return end;
  }

  /** A date of birth without separators: 19790412, where a birth is named. */
  static int compact(byte[] b, int from, NumberFinder n, Context context, Spans out) {
    if (n.length(0) != 8) {
      return -1;
    }
    int v = n.value(b, 0);
    boolean yearFirst = plausible(v / 10000) && dayMonth(v / 100 % 100, v % 100);
    boolean yearLast = plausible(v % 10000) && dayMonth(v / 1000000, v / 10000 % 100);
    if (!yearFirst && !yearLast || !context.birth(b, from, n.groupStart[0])) {
      return -1;
    }
    out.add(n.groupStart[0], n.groupEnd[0], DataClass.DATE_OF_BIRTH, 90, "date+context");
    return n.groupEnd[0];
  }

  /** Past a time of day that follows a date, as in ISO 8601. */
  private static int withTime(byte[] b, int end, int to) {
    int p = end;
    if (p + 5 < to && (b[p] == ' ' || b[p] == 'T') && Chars.isDigit(b[p + 1])) {
      p++;
      int s = p;
      while (p < to
          && (Chars.isDigit(b[p])
              || (b[p] == ':' || b[p] == '.') && p + 1 < to && Chars.isDigit(b[p + 1]))) {
        p++;
      }
      if (p - s >= 4 && b[s + 1] == ':' || p - s >= 5 && b[s + 2] == ':') {
        return p < to && b[p] == 'Z' ? p + 1 : p;
      }
    }
    return end;
  }

  /** The year of a date in three groups, or -1 where they are no date. */
  static int yearOf(byte[] b, NumberFinder n) {
    int a = n.value(b, 0);
    int m = n.value(b, 1);
    int c = n.value(b, 2);
    if (n.length(0) == 4 && n.length(1) <= 2 && n.length(2) <= 2) {
      return plausible(a) && dayMonth(m, c) ? a : -1;
    }
    if (n.length(0) <= 2 && n.length(1) <= 2 && (n.length(2) == 4 || n.length(2) == 2)) {
      boolean ok = dayMonth(a, m) && (n.length(2) == 2 || plausible(c));
      return ok ? (n.length(2) == 4 ? c : c > 30 ? 1900 + c : 2000 + c) : -1;
    }
    return -1;
  }

  private static boolean plausible(int year) {
    return year >= 1850 && year <= 2150;
  }

  private static boolean dayMonth(int a, int b) {
    return a >= 1 && b >= 1 && ((a <= 12 && b <= 31) || (a <= 31 && b <= 12));
  }
}
