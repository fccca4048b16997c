package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import org.jspecify.annotations.Nullable;

/** Cards, social security numbers, IPv4 addresses, dates and phones: digits in groups. */
final class NumberFinder {
  static final int MAX_GROUPS = 10;

  final int[] groupStart = new int[MAX_GROUPS];
  final int[] groupEnd = new int[MAX_GROUPS];
  int groups;
  private final byte[] digits = new byte[64];
  private final Context context;

  NumberFinder(Context context) {
    this.context = context;
  }

  /** Looks at the digits from {@code s}; returns where to go on. */
  int find(byte[] b, int from, int s, int to, Spans out) {
    collect(b, s, to);
    if (groups == 0) {
      int e = s;
      while (e < to && Chars.isAlnum(b[e])) {
        e++;
      }
      return e;
    }
    boolean decimal =
        s > from && (b[s - 1] == '.' || b[s - 1] == ',') && s - 1 > from && Chars.isDigit(b[s - 2]);
    int e = -1;
    if (!decimal) {
      e = ip(b, to, out);
      if (e < 0) {
        e = card(b, out);
      }
      if (e < 0) {
        e = ssn(b, from, out);
      }
      if (e < 0) {
        e = national(b, from, out);
      }
      if (e < 0) {
        e = DateFinder.numeric(b, from, to, this, context, out);
      }
      if (e < 0) {
        e = DateFinder.compact(b, from, this, context, out);
      }
      if (e < 0) {
        e = PhoneFinder.find(b, from, to, this, context, out);
      }
    }
    return e >= 0 ? e : groupEnd[0];
  }

  private void collect(byte[] b, int s, int to) {
    groups = 0;
    int p = s;
    while (groups < MAX_GROUPS) {
      int g = p;
      while (p < to && Chars.isDigit(b[p])) {
        p++;
      }
      if (p == g
          || p - g > 34
          || (p < to
              && (Chars.isLetter(b[p]) || b[p] == '_')
              && !extension(b, p, to)
              && !timeFollows(b, p, to))) {
        return;
      }
      groupStart[groups] = g;
      groupEnd[groups++] = p;
      int q = p;
      while (q < to && q - p < 3 && separator(b[q])) {
        q++;
      }
      if (q == p || q >= to || !Chars.isDigit(b[q])) {
        return;
      }
      p = q;
    }
  }

  private static boolean separator(byte c) {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
  }

  /** {@code x123} or {@code ext} after a phone number. */
  private static boolean extension(byte[] b, int p, int to) {
    return (b[p] == 'x' || b[p] == 'X') && p + 1 < to && Chars.isDigit(b[p + 1]);
  }

  /** The T of ISO 8601 between date and time. */
  private static boolean timeFollows(byte[] b, int p, int to) {
    return b[p] == 'T'
        && p + 5 < to
        && Chars.isDigit(b[p + 1])
        && Chars.isDigit(b[p + 2])
        && b[p + 3] == ':';
  }

  int length(int group) {
    return groupEnd[group] - groupStart[group];
  }

  /** The one character between two groups, or 0 where there are several. */
  static byte between(byte[] b, NumberFinder n, int group) {
    return n.groupStart[group + 1] - n.groupEnd[group] == 1 ? b[n.groupEnd[group]] : 0;
  }

  int value(byte[] b, int group) {
    int v = 0;
    for (int i = groupStart[group]; i < groupEnd[group] && v < 100_000_000; i++) {
      v = v * 10 + b[i] - '0';
    }
    return v;
  }

  private int ip(byte[] b, int to, Spans out) {
    if (groups < 4 || length(0) > 3) {
      return -1;
    }
    for (int i = 0; i < 4; i++) {
      if (length(i) > 3 || value(b, i) > 255 || (i < 3 && between(b, this, i) != '.')) {
        return -1;
      }
    }
    int e = groupEnd[3];
    if (e + 1 < to && b[e] == '.' && Chars.isDigit(b[e + 1])) {
      return -1;
    }
    out.add(groupStart[0], e, DataClass.IP_ADDRESS, 90, "ipv4");
    return e;
  }

  private int card(byte[] b, Spans out) {
    int n = 0;
    int best = -1;
    byte separator = -1;
    for (int g = 0; g < groups; g++) {
      if (g > 0) {
        byte s = between(b, this, g - 1);
        if ((s != ' ' && s != '-' && s != '.') || (separator != -1 && s != separator)) {
          break;
        }
        separator = s;
      }
      int length = length(g);
      if (n + length > 19 || (groups > 1 && g == 0 && length < 3)) {
        break;
      }
      System.arraycopy(b, groupStart[g], digits, n, length);
      n += length;
      if (n >= 12 && Checks.cardRange(digits, n) && Checks.luhn(digits, n) && varied(n)) {
        // Two groups with a point between them are a decimal number.
        best = separator == '.' && g == 1 ? best : g;
      }
    }
    if (best < 0) {
      return -1;
    }
    out.add(groupStart[0], groupEnd[best], DataClass.CARD, 96, "card+luhn");
    return groupEnd[best];
  }

  private boolean varied(int n) {
    for (int i = 1; i < n; i++) {
      if (digits[i] != digits[0]) {
        return true;
      }
    }
    return false;
  }

  private int ssn(byte[] b, int from, Spans out) {
    boolean grouped =
        groups >= 3
            && length(0) == 3
            && length(1) == 2
            && length(2) == 4
            && between(b, this, 0) == between(b, this, 1)
            && between(b, this, 0) != 0
            && "- .".indexOf(between(b, this, 0)) >= 0;
    boolean bare = groups >= 1 && length(0) == 9;
    if (!grouped && !bare) {
      return -1;
    }
    int last = grouped ? 2 : 0;
    int n = 0;
    for (int g = 0; g <= last; g++) {
      System.arraycopy(b, groupStart[g], digits, n, length(g));
      n += length(g);
    }
    boolean named = context.before(b, from, groupStart[0], Context.SSN);
    DataClass type =
        Checks.ssn(digits)
            ? DataClass.US_SSN
            : Checks.itin(digits) ? DataClass.NATIONAL_ID_US : named ? DataClass.US_SSN : null;
    if (type == null || (bare && !named)) {
      return -1;
    }
    int score = named ? 97 : between(b, this, 0) == '-' ? 92 : 75;
    out.add(groupStart[0], groupEnd[last], type, score, named ? "ssn+context" : "ssn");
    return groupEnd[last];
  }

  /** National ids of digits only; where one check digit proves little, context must help. */
  private int national(byte[] b, int from, Spans out) {
    int n = 0;
    for (int g = 0; g < groups && n < 16; g++) {
      if (g > 0 && groupStart[g] - groupEnd[g - 1] > 1) {
        return -1;
      }
      int length = length(g);
      if (n + length > 15) {
        return -1;
      }
      System.arraycopy(b, groupStart[g], digits, n, length);
      n += length;
      DataClass c = nationalClass(n, g);
      if (c == null) {
        continue;
      }
      boolean named = context.before(b, from, groupStart[0], Context.NATIONAL);
      boolean proven = c == DataClass.NATIONAL_ID_FR || (c == DataClass.NATIONAL_ID_BR && g > 0);
      boolean likely = c == DataClass.NATIONAL_ID_PL || (c == DataClass.NATIONAL_ID_IN && g == 2);
      if (named || proven || likely) {
        out.add(groupStart[0], groupEnd[g], c, named ? 95 : proven ? 90 : 66, "national-id");
        return groupEnd[g];
      }
    }
    return -1;
  }

  /** The national id whose check digits a whole cell of digits has, or null. */
  @Nullable DataClass checkedId(byte[] b, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      if (Chars.isDigit(b[i])) {
        if (n == 15) {
          return null;
        }
        digits[n++] = b[i];
      } else if (Chars.isLetter(b[i])) {
        return null;
      }
    }
    return nationalClass(n, 0);
  }

  /** The year of the date that a cell starts with, or -1. */
  int leadingDateYear(byte[] b, int from, int to) {
    if (!Chars.isDigit(b[from])) {
      return -1;
    }
    collect(b, from, to);
    return groups < 3 ? -1 : DateFinder.yearOf(b, this);
  }

  private @Nullable DataClass nationalClass(int n, int lastGroup) {
    return switch (n) {
      case 9 -> NationalIds.bsn(digits) ? DataClass.NATIONAL_ID_NL : null;
      case 11 ->
          NationalIds.cpf(digits)
              ? DataClass.NATIONAL_ID_BR
              : NationalIds.pesel(digits) && lastGroup == 0
                  ? DataClass.NATIONAL_ID_PL
                  : NationalIds.steuerId(digits) ? DataClass.NATIONAL_ID_DE : null;
      case 12 -> NationalIds.aadhaar(digits) ? DataClass.NATIONAL_ID_IN : null;
      case 14 -> NationalIds.cnpj(digits) ? DataClass.NATIONAL_ID_BR : null;
      case 15 -> NationalIds.nir(digits) ? DataClass.NATIONAL_ID_FR : null;
      default -> null;
    };
  }
}
