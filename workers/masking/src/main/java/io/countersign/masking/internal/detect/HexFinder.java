package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/** MAC addresses (EUI-48, also in three groups of four) and IPv6 addresses (RFC 4291). */
final class HexFinder {
  private HexFinder() {}

  /** Whether one of them may start here: at most four hexadecimal digits, then a separator. */
  static boolean mayStart(byte[] b, int s, int to) {
    int p = s;
    while (p < to && p - s < 5 && Chars.isHex(b[p])) {
      p++;
    }
    return p > s
        && p - s <= 4
        && p < to
        && (b[p] == ':' || (b[p] == '-' && p - s == 2) || (b[p] == '.' && p - s == 4));
  }

  /** Adds what starts here; returns its end, or -1. */
  static int find(byte[] b, int s, int to, Spans out) {
    int e = mac(b, s, to);
    if (e > 0) {
      out.add(s, e, DataClass.MAC_ADDRESS, 96, "mac");
      return e;
    }
    e = ipv6(b, s, to);
    if (e > 0) {
      out.add(s, e, DataClass.IP_ADDRESS, 96, "ipv6");
    }
    return e;
  }

  private static int mac(byte[] b, int s, int to) {
    if (s + 14 <= to && b[s + 4] == '.') {
      return groupsOfFour(b, s, to);
    }
    if (s + 17 > to) {
      return -1;
    }
    byte separator = b[s + 2];
    for (int i = 0; i < 17; i++) {
      boolean ok = i % 3 == 2 ? b[s + i] == separator : Chars.isHex(b[s + i]);
      if (!ok) {
        return -1;
      }
    }
    boolean goesOn = s + 17 < to && (Chars.isAlnum(b[s + 17]) || b[s + 17] == separator);
    return goesOn ? -1 : s + 17;
  }

  /** 001b.4411.3ab7; only with a letter, since digits alone may be anything. */
  private static int groupsOfFour(byte[] b, int s, int to) {
    boolean letter = false;
    for (int i = 0; i < 14; i++) {
      if (i % 5 == 4 ? b[s + i] != '.' : !Chars.isHex(b[s + i])) {
        return -1;
      }
      letter |= Chars.isLetter(b[s + i]);
    }
    boolean goesOn =
        s + 14 < to
            && (Chars.isAlnum(b[s + 14])
                || b[s + 14] == '.' && s + 15 < to && Chars.isAlnum(b[s + 15]));
    return goesOn || !letter ? -1 : s + 14;
  }

  private static int ipv6(byte[] b, int s, int to) {
    int groups = 0;
    boolean gap = false;
    int p = s;
    int end = -1;
    while (p < to) {
      int g = p;
      while (p < to && p - g < 5 && Chars.isHex(b[p])) {
        p++;
      }
      if (p - g > 4) {
        return -1;
      }
      if (p > g) {
        groups++;
        end = p;
      }
      if (p + 1 < to && b[p] == ':' && b[p + 1] == ':' && !gap) {
        gap = true;
        p += 2;
        end = p;
      } else if (p + 1 < to && b[p] == ':' && Chars.isHex(b[p + 1]) && p > g) {
        p++;
      } else {
        break;
      }
    }
    if (end < 0 || (end < to && Chars.isAlnum(b[end]))) {
      return -1;
    }
    return groups == 8 && !gap || gap && groups >= 2 && groups < 8 && letterOrLong(b, s, end)
        ? end
        : -1;
  }

  /** Keeps C++ scopes such as {@code a::b} out. */
  private static boolean letterOrLong(byte[] b, int s, int e) {
    for (int i = s; i < e; i++) {
      if (Chars.isDigit(b[i])) {
        return true;
      }
    }
    return false;
  }
}
