package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.detect.Chars;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Moves dates by days and keeps how they are written: {@code 1987-05-03}, with dots or slashes,
 * without anything ({@code 19870503}), or day first with dots or hyphens; with slashes and the year
 * last, the month stands first unless it cannot. A time after the date stays.
 */
final class DateShift {
  private int first;
  private int second;
  private int third;
  private int firstLength;
  private int secondLength;
  private int end;

  /** Writes the moved date at {@code out[at]}; returns the length, 0 where the cell is no date. */
  int write(byte[] b, int from, int to, int days, byte[] out, int at) {
    try {
      int written = plain(b, from, to) ? compact(b, from, days, out, at) : 0;
      if (written == 0 && groups(b, from, to)) {
        written = grouped(b, from, days, out, at);
      }
      if (written == 0) {
        return 0;
      }
      System.arraycopy(b, end, out, at + written, to - end);
      return written + to - end;
    } catch (DateTimeException e) {
      return 0;
    }
  }

  private boolean plain(byte[] b, int from, int to) {
    end = from;
    while (end < to && Chars.isDigit(b[end])) {
      end++;
    }
    return end - from == 8 && tail(b, to);
  }

  private static int compact(byte[] b, int from, int days, byte[] out, int at) {
    LocalDate moved =
        LocalDate.of(
                number(b, from, from + 4),
                number(b, from + 4, from + 6),
                number(b, from + 6, from + 8))
            .plusDays(days);
    int p = put(moved.getYear(), 4, out, at);
    p = put(moved.getMonthValue(), 2, out, p);
    return put(moved.getDayOfMonth(), 2, out, p) - at;
  }

  private int grouped(byte[] b, int from, int days, byte[] out, int at) {
    byte separator = b[from + firstLength];
    boolean yearFirst = firstLength == 4;
    boolean monthFirst = !yearFirst && separator == '/' && first <= 12;
    int year = yearFirst ? first : third;
    int month = yearFirst || !monthFirst ? second : first;
    int day = yearFirst ? third : monthFirst ? second : first;
    LocalDate moved = LocalDate.of(year, month, day).plusDays(days);
    int one =
        yearFirst ? moved.getYear() : monthFirst ? moved.getMonthValue() : moved.getDayOfMonth();
    int two = monthFirst ? moved.getDayOfMonth() : moved.getMonthValue();
    int three = yearFirst ? moved.getDayOfMonth() : moved.getYear();
    int thirdLength = end - from - firstLength - secondLength - 2;
    int p = put(one, firstLength, out, at);
    out[p++] = separator;
    p = put(two, secondLength, out, p);
    out[p++] = separator;
    return put(three, thirdLength, out, p) - at;
  }

  /** Three groups of digits, of which the first or the last is a year. */
  private boolean groups(byte[] b, int from, int to) {
    int p = run(b, from, to);
    firstLength = p - from;
    if (p >= to || firstLength == 0 || "-/.".indexOf(b[p]) < 0) {
      return false;
    }
    int q = run(b, p + 1, to);
    secondLength = q - p - 1;
    if (q >= to || secondLength == 0 || b[q] != b[p]) {
      return false;
    }
    end = run(b, q + 1, to);
    int thirdLength = end - q - 1;
    boolean lengths =
        secondLength <= 2
            && (firstLength == 4 && thirdLength >= 1 && thirdLength <= 2
                || firstLength <= 2 && thirdLength == 4);
    if (!lengths || !tail(b, to)) {
      return false;
    }
    first = number(b, from, p);
    second = number(b, p + 1, q);
    third = number(b, q + 1, end);
    return true;
  }

  /** Nothing, or a time. */
  private boolean tail(byte[] b, int to) {
    return end == to
        || end + 2 < to && (b[end] == 'T' || b[end] == ' ') && Chars.isDigit(b[end + 1]);
  }

  private static int run(byte[] b, int from, int to) {
    int p = from;
    while (p < to && p - from < 5 && Chars.isDigit(b[p])) {
      p++;
    }
    return p;
  }

  private static int number(byte[] b, int from, int to) {
    int v = 0;
    for (int i = from; i < to; i++) {
      v = v * 10 + b[i] - '0';
    }
    return v;
  }

  /** Writes at least so many digits; returns the position after them. */
  private static int put(int value, int width, byte[] out, int at) {
    int digits = value > 999 ? 4 : value > 99 ? 3 : value > 9 ? 2 : 1;
    int n = Math.max(width, digits);
    int v = value;
    for (int i = n - 1; i >= 0; i--) {
      out[at + i] = (byte) ('0' + v % 10);
      v /= 10;
    }
    return at + n;
  }
}
