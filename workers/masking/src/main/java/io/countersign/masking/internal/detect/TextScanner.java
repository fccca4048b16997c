package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;

/**
 * Finds identifiers in UTF-8 text by anchors: an at sign, the start of a digit run or of a word.
 * Not thread-safe; reused from text to text.
 */
public final class TextScanner {
  /** Goes into plans: a plan made by another detector is refused. */
  public static final String VERSION = "countersign-detector/1";

  /** From here on a finding stands without the help of its surroundings. */
  public static final int CERTAIN = 80;

  private final Context context = new Context();
  private final NumberFinder numbers = new NumberFinder(context);
  private final IbanFinder ibans = new IbanFinder();

  /** Adds what is found in {@code b[from,to)}, without overlaps and in order. */
  public void scan(byte[] b, int from, int to, Spans out) {
    out.clear();
    int i = from;
    while (i < to) {
      byte c = b[i];
      switch (Chars.kind(c)) {
        case Chars.DIGIT -> i = numbers.find(b, from, i, to, out);
        case Chars.UPPER, Chars.LOWER -> i = word(b, from, i, to, out);
        default -> {
          if (c == '@') {
            i = EmailFinder.find(b, from, i, to, out);
          } else if (c == ':' && i + 2 < to && b[i + 1] == '/' && b[i + 2] == '/') {
            i = url(b, from, i, to, out);
          } else {
            i++;
          }
        }
      }
    }
    out.resolve();
  }

  private int word(byte[] b, int from, int s, int to, Spans out) {
    if (IbanFinder.starts(b, s, to)) {
      int e = ibans.find(b, s, to, out);
      if (e >= 0) {
        return e;
      }
    }
    int e = s;
    while (e < to && (Chars.isAlnum(b[e]) || b[e] == '_')) {
      e++;
    }
    return e;
  }

  private static int url(byte[] b, int from, int colon, int to, Spans out) {
    int s = colon;
    while (s > from && Chars.isLetter(b[s - 1]) && colon - s < 12) {
      s--;
    }
    int e = colon + 3;
    while (e < to && !Chars.isSpace(b[e]) && "<>\"'`|{}".indexOf(b[e]) < 0) {
      e++;
    }
    while (e > colon + 3 && ".,;:!?)]".indexOf(b[e - 1]) >= 0) {
      e--;
    }
    if (s == colon || e < colon + 6) {
      return colon + 3;
    }
    out.add(s, e, DataClass.URL, 95, "url");
    return e;
  }
}
