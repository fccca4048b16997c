package io.countersign.masking.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Endings of words, sorted by their last byte so that most words need one look. */
final class Endings {
  private final byte[][][] byLast = new byte[256][][];

  /**
   * @param endings in lower case, with single spaces between
   */
  Endings(String endings) {
    List<List<byte[]>> lists = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      lists.add(new ArrayList<>());
    }
    for (String e : endings.split(" ")) {
      byte[] b = e.getBytes(StandardCharsets.UTF_8);
      lists.get(b[b.length - 1] & 0xff).add(b);
    }
    for (int i = 0; i < 256; i++) {
      byLast[i] = lists.get(i).toArray(new byte[0][]);
    }
  }

  /** Whether the word has one of the endings and at least {@code rest} bytes before it. */
  boolean match(byte[] b, int from, int to, int rest) {
    for (byte[] ending : byLast[Chars.lower(b[to - 1]) & 0xff]) {
      if (to - from >= ending.length + rest && endsWith(b, to, ending)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWith(byte[] b, int to, byte[] ending) {
    int at = to - ending.length;
    for (int i = 0; i < ending.length; i++) {
      if (Chars.lower(b[at + i]) != ending[i]) {
        return false;
      }
    }
    return true;
  }
}
