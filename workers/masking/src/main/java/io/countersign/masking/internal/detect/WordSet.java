package io.countersign.masking.internal.detect;

import java.util.Arrays;
import java.util.Collection;

/** A set of lower-case words that is asked for pieces of a buffer, whatever their case. */
final class WordSet {
  private final long[] table;
  private final int[] values;
  private final int mask;

  WordSet(Collection<String> words) {
    int size = Integer.highestOneBit(words.size() * 4) * 2;
    table = new long[size];
    values = new int[size];
    mask = size - 1;
    int i = 0;
    for (String word : words) {
      long hash = WordHash.ofText(word);
      int at = slot(hash);
      table[at] = hash;
      values[at] = i++;
    }
  }

  static WordSet of(String words) {
    return new WordSet(Arrays.asList(words.split(" ")));
  }

  private int slot(long hash) {
    int at = (int) (hash ^ (hash >>> 29)) & mask;
    while (table[at] != 0 && table[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  boolean contains(byte[] b, int from, int to) {
    return indexOf(b, from, to) >= 0;
  }

  /** The place of the word in the collection that the set was made of, or -1. */
  int indexOf(byte[] b, int from, int to) {
    return indexOf(WordHash.any(b, from, to));
  }

  int indexOf(long hash) {
    int at = slot(hash);
    return table[at] == 0 ? -1 : values[at];
  }
}
