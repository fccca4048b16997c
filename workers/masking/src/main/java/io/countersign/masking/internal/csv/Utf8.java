package io.countersign.masking.internal.csv;

/** Validates UTF-8 (RFC 3629: shortest form, no surrogates, at most U+10FFFF). */
public final class Utf8 {
  private Utf8() {}

  /** Offset of the first byte that breaks the encoding, or -1. */
  public static int firstInvalid(byte[] b, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + 8 <= to && (Swar.load(b, i) & Swar.HIGH) == 0) {
        i += 8;
        continue;
      }
      int c = b[i];
      if (c >= 0) {
        i++;
        continue;
      }
      int n = sequenceLength(b, i, to);
      if (n == 0) {
        return i;
      }
      i += n;
    }
    return -1;
  }

  private static int sequenceLength(byte[] b, int i, int to) {
    int c = b[i] & 0xff;
    if (c >= 0xc2 && c <= 0xdf) {
      return i + 1 < to && continues(b[i + 1]) ? 2 : 0;
    }
    if (c >= 0xe0 && c <= 0xef) {
      if (i + 2 >= to || !continues(b[i + 1]) || !continues(b[i + 2])) {
        return 0;
      }
      int second = b[i + 1] & 0xff;
      boolean overlong = c == 0xe0 && second < 0xa0;
      boolean surrogate = c == 0xed && second >= 0xa0;
      return overlong || surrogate ? 0 : 3;
    }
    if (c >= 0xf0 && c <= 0xf4) {
      if (i + 3 >= to || !continues(b[i + 1]) || !continues(b[i + 2]) || !continues(b[i + 3])) {
        return 0;
      }
      int second = b[i + 1] & 0xff;
      boolean overlong = c == 0xf0 && second < 0x90;
      boolean tooLarge = c == 0xf4 && second >= 0x90;
      return overlong || tooLarge ? 0 : 4;
    }
    return 0;
  }

  private static boolean continues(byte b) {
    return (b & 0xc0) == 0x80;
  }
}
