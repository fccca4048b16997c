package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** International bank account numbers (ISO 13616), with or without spaces between groups. */
final class IbanFinder {
  /** Country code and length, from the public IBAN registry. */
  private static final String LENGTHS =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
          + "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30"
          + "KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
          + "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
          + "VA22VG24XK20YE30";

  private static final byte[] LENGTH = new byte[26 * 26];

  static {
    for (int i = 0; i < LENGTHS.length(); i += 4) {
      LENGTH[(LENGTHS.charAt(i) - 'A') * 26 + LENGTHS.charAt(i + 1) - 'A'] =
          Byte.parseByte(LENGTHS.substring(i + 2, i + 4));
    }
  }

  private final byte[] compact = new byte[34];

  /** Whether an IBAN may start here: two letters and two digits. */
  static boolean starts(byte[] b, int s, int to) {
    return s + 15 <= to
        && letter(b[s])
        && letter(b[s + 1])
        && Chars.isDigit(b[s + 2])
        && Chars.isDigit(b[s + 3]);
  }

  private static boolean letter(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Adds the number that starts here and returns its end, or -1. */
  int find(byte[] b, int s, int to, Spans out) {
    int length = LENGTH[(Chars.lower(b[s]) - 'a') * 26 + Chars.lower(b[s + 1]) - 'a'];
    if (length == 0) {
      return -1;
    }
    int n = 0;
    int p = s;
    while (p < to && n < length) {
      byte c = b[p];
      if (Chars.isDigit(c) || letter(c)) {
        compact[n++] = c >= 'a' ? (byte) (c - 32) : c;
      } else if (!((c == ' ' || c == '-') && n >= 2 && p + 1 < to && Chars.isAlnum(b[p + 1]))) {
        return -1;
      }
      p++;
    }
    if (n < length || (p < to && Chars.isAlnum(b[p])) || !Checks.mod97(compact, n)) {
      return -1;
    }
    out.add(s, p, DataClass.IBAN, 100, "iban+checksum");
    return p;
  }
}
