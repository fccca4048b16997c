package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.csv.Swar;
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
  private static final long EMAIL_SUFFIX_WORD = Swar.load(EMAIL_SUFFIX, 0);
  private static final long EMAIL_SUFFIX_WORD_2 = Swar.load(EMAIL_SUFFIX, 7);
  private static final int EMAIL = DataClass.EMAIL.ordinal();
  private static final long[] PREFIX_WORD = new long[DataClass.values().length];
  private static final byte[][] PREFIX = new byte[DataClass.values().length][];

  static {
    for (DataClass c : DataClass.values()) {
      PREFIX[c.ordinal()] = (c.tokenPrefix() + "_").getBytes(StandardCharsets.US_ASCII);
      PREFIX_WORD[c.ordinal()] = Swar.load(Arrays.copyOf(PREFIX[c.ordinal()], 8), 0);
    }
  }

  private Tokens() {}

  /** Writes a token and returns the position after it. */
  static int write(int dataClass, byte[] macs, int mac, byte[] out, int at) {
    Swar.store(out, at, PREFIX_WORD[dataClass]);
    int p = at + PREFIX[dataClass].length;
    int m = mac * 16;
    Swar.store(out, p, eight(Long.reverseBytes(Swar.load(macs, m)) >>> 24));
    Swar.store(out, p + 8, eight(Long.reverseBytes(Swar.load(macs, m + 5)) >>> 24));
    p += BODY;
    if (dataClass == EMAIL) {
      Swar.store(out, p, EMAIL_SUFFIX_WORD);
      Swar.store(out, p + 7, EMAIL_SUFFIX_WORD_2);
      p += EMAIL_SUFFIX.length;
    }
    return p;
  }

  /**
   * 40 bits become eight characters, the highest five bits first: a to z for 0 to 25, 2 to 7 for 26
   * to 31, for all eight bytes of a word at once.
   */
  private static long eight(long bits) {
    long v = Long.reverseBytes(Long.expand(bits, 0x1f1f1f1f1f1f1f1fL));
    long digit = ((v + 0x0606060606060606L) >>> 5) & 0x0101010101010101L;
    return v + 0x6161616161616161L - digit * ('a' + 26 - '2');
  }

  /** Whether {@code b[at,to)} is the at sign and domain of e-mail tokens. */
  public static boolean isEmailDomain(byte[] b, int at, int to) {
    return Arrays.equals(b, at, to, EMAIL_SUFFIX, 0, EMAIL_SUFFIX.length);
  }

  /** Whether the cell is a token of the class and nothing else. */
  public static boolean isWhole(DataClass c, byte[] b, int from, int to) {
    int prefix = PREFIX[c.ordinal()].length;
    int suffix = c == DataClass.EMAIL ? EMAIL_SUFFIX.length : 0;
    return to - from == prefix + BODY + suffix
        && startsWith(b, from, c.ordinal())
        && isBody(b, from + prefix)
        && (suffix == 0 || isEmailDomain(b, from + prefix + BODY, to));
  }

  private static boolean startsWith(byte[] b, int from, int c) {
    return (Swar.load(b, from) ^ PREFIX_WORD[c]) << (64 - 8 * PREFIX[c].length) == 0;
  }

  private static boolean isBody(byte[] b, int from) {
    return (base32(Swar.load(b, from)) & base32(Swar.load(b, from + 8))) == Swar.HIGH;
  }

  private static long base32(long word) {
    return Swar.between(word, 'a', 'z') | Swar.between(word, '2', '7');
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
    return isBody(b, s) && known(b, from, p) ? s + BODY - from : 0;
  }

  private static boolean known(byte[] b, int from, int underscore) {
    for (int c = 0; c < PREFIX.length; c++) {
      if (PREFIX[c].length == underscore - from + 1 && startsWith(b, from, c)) {
        return true;
      }
    }
    return false;
  }
}
