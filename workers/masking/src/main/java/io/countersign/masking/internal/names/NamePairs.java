package io.countersign.masking.internal.names;

import io.countersign.masking.internal.detect.Chars;

/**
 * The words of one row's names, and which two of them stand side by side: what makes a mention of a
 * person in somebody else's text recognisable. One word alone is not; too many words are names.
 */
public final class NamePairs {
  /** A word of a name has at least so many bytes. */
  public static final int MIN_WORD = 2;

  /**
   * So many bytes may stand between two words of a name in text: a space, an initial, a {@code d'}.
   */
  public static final int MAX_GAP = 4;

  private static final int MAX_WORDS = 16;

  private final long[] words = new long[MAX_WORDS];
  private int count;

  /** Takes a hash per pair or word. */
  @FunctionalInterface
  public interface Sink {
    void add(long hash);
  }

  public void begin() {
    count = 0;
  }

  /** Adds the words of a cell that holds a name. */
  public void cell(byte[] b, int from, int to) {
    int i = from;
    while (i < to && count < MAX_WORDS) {
      int s = i;
      while (i < to && Chars.isAlnum(b[i])) {
        i++;
      }
      if (i - s >= MIN_WORD) {
        words[count++] = Fold.hash(b, s, i);
      }
      i++;
    }
  }

  /** Hands out the pairs of neighbours, and that of the first and the last word. */
  public void end(Sink sink) {
    for (int i = 1; i < count; i++) {
      sink.add(pair(words[i - 1], words[i]));
    }
    if (count > 2) {
      sink.add(pair(words[0], words[count - 1]));
    }
  }

  /** Hands out the words. */
  public void words(Sink sink) {
    for (int i = 0; i < count; i++) {
      sink.add(words[i]);
    }
  }

  /** Hash of two words in whichever order. */
  public static long pair(long one, long other) {
    long h = (one ^ (one >>> 31)) + (other ^ (other >>> 31));
    h *= 0x9fb21c651e98df25L;
    return h ^ (h >>> 28);
  }

  /** The next word in text that may belong to a name: where it starts, or {@code to}. */
  public static int nextWord(byte[] b, int from, int to) {
    int i = from;
    while (i < to) {
      int s = i;
      while (i < to && Chars.isAlnum(b[i])) {
        i++;
      }
      if (i - s >= MIN_WORD) {
        return s;
      }
      i++;
    }
    return to;
  }

  /** The end of the word that starts here. */
  public static int wordEnd(byte[] b, int from, int to) {
    int i = from;
    while (i < to && Chars.isAlnum(b[i])) {
      i++;
    }
    return i;
  }
}
