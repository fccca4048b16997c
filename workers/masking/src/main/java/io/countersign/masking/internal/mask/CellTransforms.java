package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.detect.Chars;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Transforms that need no key; each writes to {@code out[at]} and returns the length. */
final class CellTransforms {
  private static final byte[] REDACTED = "[REDACTED]".getBytes(StandardCharsets.US_ASCII);

  private CellTransforms() {}

  static int redact(byte[] out, int at) {
    System.arraycopy(REDACTED, 0, out, at, REDACTED.length);
    return REDACTED.length;
  }

  /** Keeps the last characters, if at least as many are hidden. */
  static int partial(byte[] b, int from, int to, int kept, byte[] out, int at) {
    int characters = characters(b, from, to);
    int hidden = characters >= 2 * kept ? characters - kept : characters;
    return mix(b, from, to, hidden, characters, out, at);
  }

  /** Keeps the first characters, if at least one is hidden. */
  static int prefix(byte[] b, int from, int to, int kept, byte[] out, int at) {
    int characters = characters(b, from, to);
    int n = at;
    int seen = 0;
    for (int i = from; i < to; i++) {
      if ((b[i] & 0xc0) != 0x80) {
        seen++;
        if (seen > kept || characters <= kept) {
          out[n++] = '*';
        }
      }
      if (seen <= kept && characters > kept) {
        out[n++] = b[i];
      }
    }
    return n - at;
  }

  private static int mix(
      byte[] b, int from, int to, int hidden, int characters, byte[] out, int at) {
    int n = at;
    int seen = 0;
    for (int i = from; i < to; i++) {
      if ((b[i] & 0xc0) != 0x80) {
        seen++;
        if (seen <= hidden) {
          out[n++] = '*';
        }
      }
      if (seen > hidden && hidden < characters) {
        out[n++] = b[i];
      }
    }
    return n - at;
  }

  private static int characters(byte[] b, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += (b[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return n;
  }

  /** Writes the decade of an age; 0 where the cell is no age. */
  static int ageBand(byte[] b, int from, int to, byte[] out, int at) {
    if (to - from > 3) {
      return 0;
    }
    int age = 0;
    for (int i = from; i < to; i++) {
      if (!Chars.isDigit(b[i])) {
        return 0;
      }
      age = age * 10 + b[i] - '0';
    }
    int decade = age / 10 * 10;
    String band = age >= 90 ? "90+" : decade + "-" + (decade + 9);
    return ascii(band, out, at);
  }

  /** Writes the first three parts of an IPv4 address and a 0; 0 where the cell is none. */
  static int ipPrefix(byte[] b, int from, int to, byte[] out, int at) {
    int points = 0;
    int last = from;
    for (int i = from; i < to; i++) {
      if (b[i] == '.') {
        points++;
        last = i;
      } else if (!Chars.isDigit(b[i])) {
        return 0;
      }
    }
    if (points != 3 || to - from > 15) {
      return 0;
    }
    System.arraycopy(b, from, out, at, last + 1 - from);
    out[at + last + 1 - from] = '0';
    return last + 2 - from;
  }

  /** Writes decimal degrees with one decimal; 0 where the cell is something else. */
  static int round(byte[] b, int from, int to, byte[] out, int at) {
    int point = -1;
    for (int i = from; i < to; i++) {
      boolean sign = i == from && (b[i] == '-' || b[i] == '+');
      if (b[i] == '.' && point < 0) {
        point = i;
      } else if (!Chars.isDigit(b[i]) && !sign) {
        return 0;
      }
    }
    int length = point < 0 ? to - from : Math.min(to, point + 2) - from;
    if (length > 6) {
      return 0;
    }
    System.arraycopy(b, from, out, at, length);
    return length;
  }

  /** Writes an age, {@code 90+} for those over 89; 0 where the cell is no age. */
  static int ageTop(byte[] b, int from, int to, byte[] out, int at) {
    if (to - from > 3) {
      return 0;
    }
    int age = 0;
    for (int i = from; i < to; i++) {
      if (!Chars.isDigit(b[i])) {
        return 0;
      }
      age = age * 10 + b[i] - '0';
    }
    return ascii(age >= 90 ? "90+" : Integer.toString(age), out, at);
  }

  /** Areas of fewer than 20,000 people, of which not even three digits may be told. */
  private static final Set<String> SMALL_ZIP3 =
      Set.of(
          "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878",
          "879", "884", "890", "893");

  /** Writes three digits of a ZIP code of five or nine; 0 where the cell is none. */
  static int zip3(byte[] b, int from, int to, byte[] out, int at) {
    int n = to - from;
    boolean plain = n == 5 || n == 9;
    boolean grouped = n == 10 && (b[from + 5] == '-' || b[from + 5] == ' ');
    if (!plain && !grouped) {
      return 0;
    }
    for (int i = from; i < to; i++) {
      if (!Chars.isDigit(b[i]) && !(grouped && i == from + 5)) {
        return 0;
      }
    }
    String area = new String(b, from, 3, StandardCharsets.US_ASCII);
    return ascii(SMALL_ZIP3.contains(area) ? "000" : area, out, at);
  }

  private static int ascii(String s, byte[] out, int at) {
    for (int i = 0; i < s.length(); i++) {
      out[at + i] = (byte) s.charAt(i);
    }
    return s.length();
  }

  /**
   * Writes the year of a date, {@code before} the first one that is shown; 0 where the cell is no
   * date that can be read.
   */
  static int year(byte[] b, int from, int to, int first, byte[] out, int at) {
    int year = year(b, from, to);
    if (year == 0) {
      return 0;
    }
    return ascii(year < first ? "before " + first : Integer.toString(year), out, at);
  }

  /** The four digits of a year, or 0 where the cell is no date that can be read. */
  static int year(byte[] b, int from, int to) {
    int year = 0;
    int years = 0;
    int digitGroups = 0;
    int i = from;
    while (i < to) {
      int s = i;
      while (i < to && Chars.isDigit(b[i])) {
        i++;
      }
      if (i > s) {
        digitGroups++;
        if (i - s == 4
            && (b[s] == '1' && (b[s + 1] == '8' || b[s + 1] == '9')
                || b[s] == '2' && b[s + 1] == '0')) {
          year =
              (b[s] - '0') * 1000 + (b[s + 1] - '0') * 100 + (b[s + 2] - '0') * 10 + b[s + 3] - '0';
          years++;
        } else if (i - s > 2 && !(digitGroups > 3)) {
          return 0;
        }
      } else {
        i++;
      }
    }
    return years == 1 ? year : 0;
  }
}
