package io.countersign.masking.internal.detect;

/** Classes of UTF-8 bytes. Bytes of multi-byte characters count as lower-case letters. */
public final class Chars {
  public static final byte OTHER = 0;
  public static final byte SPACE = 1;
  public static final byte DIGIT = 2;
  public static final byte UPPER = 3;
  public static final byte LOWER = 4;
  private static final byte[] KIND = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      if (c >= '0' && c <= '9') {
        KIND[c] = DIGIT;
      } else if (c >= 'A' && c <= 'Z') {
        KIND[c] = UPPER;
      } else if ((c >= 'a' && c <= 'z') || c >= 0x80) {
        KIND[c] = LOWER;
      } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
        KIND[c] = SPACE;
      }
    }
  }

  private Chars() {}

  public static byte kind(byte b) {
    return KIND[b & 0xff];
  }

  public static boolean isDigit(byte b) {
    return KIND[b & 0xff] == DIGIT;
  }

  public static boolean isLetter(byte b) {
    return KIND[b & 0xff] >= UPPER;
  }

  public static boolean isUpper(byte b) {
    return KIND[b & 0xff] == UPPER;
  }

  public static boolean isAlnum(byte b) {
    return KIND[b & 0xff] >= DIGIT;
  }

  public static boolean isSpace(byte b) {
    return KIND[b & 0xff] == SPACE;
  }

  static boolean isHex(byte b) {
    return isDigit(b) || ((b | 0x20) >= 'a' && (b | 0x20) <= 'f' && b > 0);
  }

  public static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  /** Whether the bytes equal the lower-case ASCII word, whatever their case. */
  static boolean equalsWord(byte[] b, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (lower(b[i]) != word.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }
}
