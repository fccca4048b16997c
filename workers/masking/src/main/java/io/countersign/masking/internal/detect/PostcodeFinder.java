package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.STATE;

import io.countersign.masking.DataClass;

/** Postcodes that stand alone: those with letters, and digits where a postcode is named. */
final class PostcodeFinder {
  private static final WordSet NAMES =
      WordSet.of(
          "zip zipcode postcode postal postale plz postleitzahl pincode cap cep postnummer pocztowy");

  private PostcodeFinder() {}

  static void find(byte[] b, Words w, Spans out) {
    for (int i = w.next(0); i < w.count; i = w.next(i + 1)) {
      int last = lettered(b, w, i);
      boolean digits = w.style[i] == Words.DIGITS && w.length(i) >= 4 && w.length(i) <= 6;
      if (last < 0 && digits) {
        boolean state =
            w.length(i) == 5
                && w.is(i - 1, STATE)
                && w.style[i - 1] == Words.ALL_CAPS
                && w.gap[i] == Words.SPACE;
        boolean named = w.before(i, NAMES, 3);
        boolean beforeTown =
            w.length(i) == 5
                && i + 1 < w.count
                && w.gap[i + 1] == Words.SPACE
                && w.is(i + 1, Lexicon.PLACE)
                && w.isCapital(i + 1)
                && (i == 0 || w.gap[i] >= Words.COMMA || w.style[i - 1] < Words.DIGITS);
        last = state || named || beforeTown ? i : -1;
        boolean plusFour =
            last == i
                && w.length(i) == 5
                && i + 1 < w.count
                && w.gap[i + 1] == Words.JOINED
                && w.style[i + 1] == Words.DIGITS
                && w.length(i + 1) == 4;
        last = plusFour ? i + 1 : last;
      }
      if (last >= 0) {
        out.add(w.start[i], w.end[last], DataClass.POSTCODE, 72, "postcode");
        i = last;
      }
    }
  }

  /** Last word of a British, Canadian or Dutch postcode that starts here, or -1. */
  static int lettered(byte[] b, Words w, int i) {
    if (i + 1 >= w.count || w.gap[i + 1] != Words.SPACE || w.start[i + 1] - w.end[i] != 1) {
      return -1;
    }
    int s = w.start[i];
    int n = w.length(i);
    int t = w.start[i + 1];
    int m = w.length(i + 1);
    boolean inward =
        m == 3 && Chars.isDigit(b[t]) && Chars.isUpper(b[t + 1]) && Chars.isUpper(b[t + 2]);
    boolean outward =
        n >= 2 && n <= 4 && Chars.isUpper(b[s]) && w.style[i] == Words.ALNUM && digitAt(b, s, n);
    if (inward && outward) {
      return i + 1;
    }
    boolean canada =
        n == 3
            && m == 3
            && Chars.isUpper(b[s])
            && Chars.isDigit(b[s + 1])
            && Chars.isUpper(b[s + 2])
            && Chars.isDigit(b[t])
            && Chars.isUpper(b[t + 1])
            && Chars.isDigit(b[t + 2]);
    boolean dutch =
        n == 4
            && m == 2
            && w.style[i] == Words.DIGITS
            && w.style[i + 1] == Words.ALL_CAPS
            && b[s] != '0'
            && !w.is(i + 1, STATE);
    return canada || dutch ? i + 1 : -1;
  }

  private static boolean digitAt(byte[] b, int s, int n) {
    return Chars.isDigit(b[s + 1]) || (n > 2 && Chars.isUpper(b[s + 1]) && Chars.isDigit(b[s + 2]));
  }
}
