package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.csv.Swar;
import java.util.Arrays;

/**
 * Short texts in which nothing was found, since columns repeat themselves: a status, a city, a
 * canned reply. Compared byte by byte, so that a text is never taken for another. Not thread-safe.
 */
final class QuietTexts {
  private static final int BITS = 8;
  private static final int LONGEST = 128;
  private static final int MOST_WORDS = 32;

  private final byte[] texts = new byte[LONGEST << BITS];
  private final int[] lengths = new int[1 << BITS];

  /** Where the words of a text start, after their number. */
  private final byte[] words = new byte[MOST_WORDS << BITS];

  /** The place of {@code b[from,to)}, or -1; eight bytes after it must be readable. */
  int find(byte[] b, int from, int to) {
    int n = to - from;
    if (n > LONGEST) {
      return -1;
    }
    int place = place(b, from, n);
    int at = place * LONGEST;
    boolean same = lengths[place] == n && Arrays.equals(b, from, to, texts, at, at + n);
    return same ? place : -1;
  }

  /** Notes a text; returns its place, or -1 where it is too long. */
  int add(byte[] b, int from, int to) {
    int n = to - from;
    if (n > LONGEST) {
      return -1;
    }
    int place = place(b, from, n);
    System.arraycopy(b, from, texts, place * LONGEST, n);
    lengths[place] = n;
    words[place * MOST_WORDS] = 0;
    return place;
  }

  /** Notes where a word of the text starts; false where it has too many, and is forgotten. */
  boolean addWord(int place, int start) {
    int at = place * MOST_WORDS;
    if (words[at] == MOST_WORDS - 1) {
      lengths[place] = 0;
      return false;
    }
    words[at + ++words[at]] = (byte) start;
    return true;
  }

  int words(int place) {
    return words[place * MOST_WORDS];
  }

  /** Where a word starts within the text. */
  int word(int place, int i) {
    return words[place * MOST_WORDS + 1 + i];
  }

  private static int place(byte[] b, int from, int n) {
    long h = n;
    for (int i = 0; i < n; i += 8) {
      h = (h ^ Swar.head(Swar.load(b, from + i), n - i)) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 29;
    }
    return (int) (h >>> 64 - BITS);
  }
}
