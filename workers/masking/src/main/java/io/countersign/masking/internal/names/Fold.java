package io.countersign.masking.internal.names;

import io.countersign.masking.internal.detect.WordHash;

/**
 * Compares UTF-8 text without regard to case, byte by byte. Covers ASCII and the characters of two
 * bytes (Latin, Greek, Cyrillic, Armenian); longer ones compare as they are.
 */
public final class Fold {
  private static final int INSIDE = -1;
  private static final int RAW = 0x10000;
  private static final int LEAD_MASK = 0xe0;
  private static final int LEAD = 0xc0;

  private Fold() {}

  /**
   * A number that is equal for bytes which stand for the same letter: the lower-case character at
   * its first byte, a constant inside a character of two bytes.
   */
  public static int at(byte[] b, int i) {
    byte c = b[i];
    if (c >= 0) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    if ((c & LEAD_MASK) == LEAD && i + 1 < b.length) {
      return Character.toLowerCase((c & 0x1f) << 6 | (b[i + 1] & 0x3f));
    }
    boolean second = i > 0 && (b[i - 1] & LEAD_MASK) == LEAD && b[i - 1] < 0;
    return second ? INSIDE : RAW | (c & 0xff);
  }

  /**
   * Hash of a word without regard to case; not a MAC, for tables within the process. The buffer
   * must have eight readable bytes after the word.
   */
  public static long hash(byte[] b, int from, int to) {
    return WordHash.any(b, from, to);
  }
}
