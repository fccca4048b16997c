package io.countersign.masking.internal.detect;

/** Check digits and ranges of well-known numbers, over ASCII digits in a byte array. */
public final class Checks {
  private Checks() {}

  /** Luhn (ISO/IEC 7812-1 annex B) over {@code n} digits. */
  public static boolean luhn(byte[] digits, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      int d = digits[n - 1 - i] - '0';
      if ((i & 1) != 0) {
        d *= 2;
        if (d > 9) {
          d -= 9;
        }
      }
      sum += d;
    }
    return sum % 10 == 0;
  }

  /** Whether a brand issues cards with this prefix and length (ISO/IEC 7812 issuer ranges). */
  public static boolean cardRange(byte[] d, int n) {
    int p2 = number(d, 2);
    int p3 = number(d, 3);
    int p4 = number(d, 4);
    return switch (d[0]) {
      case '4' -> n == 16 || n == 13 || n == 19;
      case '5' -> (p2 >= 51 && p2 <= 55 && n == 16) || (maestro(p2) && n >= 12 && n <= 19);
      case '2' -> p4 >= 2221 && p4 <= 2720 && n == 16;
      case '3' ->
          ((p2 == 34 || p2 == 37) && n == 15)
              || ((p3 <= 305 || p2 == 36 || p2 == 38 || p2 == 39) && n >= 14 && n <= 19 && p2 != 35)
              || (p4 >= 3528 && p4 <= 3589 && n >= 16 && n <= 19)
              || (p3 >= 300 && p3 <= 305 && n == 14);
      case '6' ->
          (n >= 16 && n <= 19 && (p4 == 6011 || p2 == 65 || (p3 >= 644 && p3 <= 649) || p2 == 62))
              || (n >= 12 && n <= 19 && maestro(p2));
      case '1' -> p4 == 1800 && n == 15;
      default -> false;
    };
  }

  private static boolean maestro(int p2) {
    return p2 == 50 || (p2 >= 56 && p2 <= 58) || p2 == 60 || p2 == 63 || p2 == 67;
  }

  private static int number(byte[] d, int n) {
    int v = 0;
    for (int i = 0; i < n; i++) {
      v = v * 10 + d[i] - '0';
    }
    return v;
  }

  /** Rules of the US Social Security Administration: which numbers were never given out. */
  public static boolean ssn(byte[] d) {
    int area = number(d, 3);
    int group = (d[3] - '0') * 10 + d[4] - '0';
    int serial = (d[5] - '0') * 1000 + (d[6] - '0') * 100 + (d[7] - '0') * 10 + d[8] - '0';
    return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0;
  }

  /** IRS ranges of individual taxpayer identification numbers. */
  public static boolean itin(byte[] d) {
    int group = (d[3] - '0') * 10 + d[4] - '0';
    return d[0] == '9'
        && ((group >= 50 && group <= 65)
            || (group >= 70 && group <= 88)
            || (group >= 90 && group <= 92)
            || group >= 94);
  }

  /** ISO 7064 mod 97-10 as IBANs use it, over {@code n} upper-case letters and digits. */
  public static boolean mod97(byte[] s, int n) {
    int r = 0;
    for (int i = 0; i < n; i++) {
      byte c = s[(i + 4) % n];
      r = c <= '9' ? (r * 10 + c - '0') % 97 : (r * 100 + c - 'A' + 10) % 97;
    }
    return r == 1;
  }
}
