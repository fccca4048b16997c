package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a token is written: a prefix that tells the class and 80 bits of the MAC as 16 letters and
 * digits ({@code NAME_…}); e-mail tokens are addresses of a domain that can never exist (RFC 2606).
 */
public final class Tokens {
  /** Characters of the MAC part. */
  public static final int BODY = 16;

  /** Longest token of any class. */
  public static final int MAX = 48;

  static final byte[] EMAIL_SUFFIX = "@masked.invalid".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ALPHABET =
      "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);
  private static final byte[][] PREFIX = new byte[DataClass.values().length][];

  static {
    for (DataClass c : DataClass.values()) {
      PREFIX[c.ordinal()] = (c.tokenPrefix() + "_").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private Tokens() {}

  /** Writes a token and returns the position after it. */
  static int write(int dataClass, byte[] macs, int mac, byte[] out, int at) {
    byte[] prefix = PREFIX[dataClass];
    int p = at;
    for (byte c : prefix) {
      out[p++] = c;
    }
    int m = mac * 16;
    p = five(macs, m, out, p);
    p = five(macs, m + 5, out, p);
    if (dataClass == DataClass.EMAIL.ordinal()) {
      System.arraycopy(EMAIL_SUFFIX, 0, out, p, EMAIL_SUFFIX.length);
      p += EMAIL_SUFFIX.length;
    }
    return p;
  }

  /** Five bytes become eight characters. */
  private static int five(byte[] b, int i, byte[] out, int at) {
    long v =
        (b[i] & 0xffL) << 32
            | (b[i + 1] & 0xffL) << 24
            | (b[i + 2] & 0xffL) << 16
            | (b[i + 3] & 0xffL) << 8
            | (b[i + 4] & 0xffL);
    for (int k = 0; k < 8; k++) {
      out[at + k] = ALPHABET[(int) (v >>> (35 - 5 * k)) & 31];
    }
    return at + 8;
  }

  /** Whether {@code b[at,to)} is the at sign and domain of e-mail tokens. */
  public static boolean isEmailDomain(byte[] b, int at, int to) {
    return Arrays.equals(b, at, to, EMAIL_SUFFIX, 0, EMAIL_SUFFIX.length);
  }

  /** Length of the token that starts here, or 0. */
  public static int lengthAt(byte[] b, int from, int to) {
    int p = from;
    while (p < to && p - from < 8 && b[p] >= 'A' && b[p] <= 'Z') {
      p++;
    }
    if (p == from || p >= to || b[p] != '_' || p + 1 + BODY > to) {
      return 0;
    }
    int s = p + 1;
    for (int i = s; i < s + BODY; i++) {
      if (!((b[i] >= 'a' && b[i] <= 'z') || (b[i] >= '2' && b[i] <= '7'))) {
        return 0;
      }
    }
    return known(b, from, p) ? s + BODY - from : 0;
  }

  private static boolean known(byte[] b, int from, int underscore) {
    for (byte[] prefix : PREFIX) {
      if (prefix.length == underscore - from + 1) {
        int i = 0;
        while (i < prefix.length && prefix[i] == b[from + i]) {
          i++;
        }
        if (i == prefix.length) {
          return true;
        }
      }
    }
    return false;
  }
}
