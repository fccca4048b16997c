package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import org.jspecify.annotations.Nullable;

/**
 * Finds identifiers in UTF-8 text. {@link #scan} goes by anchors (an at sign, the start of a digit
 * run or word) and needs no more than the bytes; {@link #scanText} also reads the words for people,
 * places and addresses. Not thread-safe; reused from text to text. The buffer must have eight
 * readable bytes after the text.
 */
public final class TextScanner {
  /** Goes into plans: a plan made by another detector is refused. */
  public static final String VERSION = "countersign-detector/2";

  /** From here on a finding stands without the help of its surroundings. */
  public static final int CERTAIN = 80;

  private static final int WINDOW = 1 << 14;

  private final Context context = new Context();
  private final NumberFinder numbers = new NumberFinder(context);
  private final IbanFinder ibans = new IbanFinder();
  private final Words words = new Words();
  private final PersonFinder people = new PersonFinder();
  private final AddressFinder addresses = new AddressFinder();
  private final byte[] upper = new byte[16];
  private int pieces;

  /** Adds what has a form of its own, without overlaps and in order. */
  public void scan(byte[] b, int from, int to, Spans out) {
    out.clear();
    for (int s = from; s < to; ) {
      int e = windowEnd(b, s, to);
      int first = out.count();
      anchors(b, s, e, out);
      out.resolve(first);
      s = e;
    }
  }

  /** Very long texts are read in pieces that end at white space; it bounds time and memory. */
  private static int windowEnd(byte[] b, int from, int to) {
    if (to - from <= WINDOW) {
      return to;
    }
    for (int e = from + WINDOW; e > from + WINDOW / 2; e--) {
      if (Chars.isSpace(b[e - 1])) {
        return e;
      }
    }
    return from + WINDOW;
  }

  /** The words of the text that {@link #scanText} has just read. */
  public Words words(byte[] b, int from, int to) {
    if (pieces != 1) {
      words.split(b, from, to);
      pieces = 1;
    }
    return words;
  }

  /** Adds what {@link #scan} does, and what words tell. */
  public void scanText(byte[] b, int from, int to, Spans out) {
    out.clear();
    pieces = 0;
    for (int s = from; s < to; ) {
      int e = windowEnd(b, s, to);
      int first = out.count();
      anchors(b, s, e, out);
      pieces++;
      words.split(b, s, e);
      DateWords.find(b, s, words, context, out);
      IdFinder.find(b, words, out);
      PostcodeFinder.find(b, words, out);
      addresses.find(b, words, out);
      people.find(b, words, out);
      PlaceFinder.find(b, words, out);
      out.resolve(first);
      s = e;
    }
  }

  private void anchors(byte[] b, int from, int to, Spans out) {
    int i = from;
    while (i < to) {
      byte c = b[i];
      switch (Chars.kind(c)) {
        case Chars.DIGIT -> i = number(b, from, i, to, out);
        case Chars.UPPER, Chars.LOWER -> i = word(b, i, to, out);
        default -> i = sign(b, from, i, to, out);
      }
    }
  }

  private static int sign(byte[] b, int from, int i, int to, Spans out) {
    byte c = b[i];
    if (c == '@') {
      return EmailFinder.find(b, from, i, to, out);
    }
    if (c == ':' && i + 2 < to && b[i + 1] == '/' && b[i + 2] == '/') {
      return UrlFinder.scheme(b, from, i, to, out);
    }
    if (c == '-' && i + 30 < to && b[i + 1] == '-' && b[i + 5] == 'B') {
      int e = SecretFinder.privateKey(b, i, to, out);
      return e > 0 ? e : i + 1;
    }
    return i + 1;
  }

  private int number(byte[] b, int from, int s, int to, Spans out) {
    if (HexFinder.mayStart(b, s, to)) {
      int e = HexFinder.find(b, s, to, out);
      if (e > 0) {
        return e;
      }
    }
    int e = SecretFinder.botToken(b, s, to, out);
    if (e < 0) {
      e = CoordinateFinder.find(b, from, s, to, out);
    }
    if (e < 0 && mayEndInLetter(b, s, to)) {
      e = national(b, s, to, out);
    }
    return e < 0 ? numbers.find(b, from, s, to, out) : e;
  }

  private int word(byte[] b, int s, int to, Spans out) {
    int e = s;
    boolean digits = false;
    while (e < to && (Chars.isAlnum(b[e]) || b[e] == '_')) {
      digits |= Chars.isDigit(b[e]);
      e++;
    }
    boolean grouped =
        e - s == 2 && e + 1 < to && (b[e] == ' ' || b[e] == '-') && Chars.isDigit(b[e + 1]);
    if (digits || grouped) {
      int end = -1;
      if (IbanFinder.starts(b, s, to)) {
        end = ibans.find(b, s, to, out);
      }
      if (end < 0) {
        end = national(b, s, to, out);
      }
      if (end > 0) {
        return end;
      }
    }
    if (e - s <= 4 && e < to && (b[e] == ':' || b[e] == '-') && HexFinder.mayStart(b, s, to)) {
      int end = HexFinder.find(b, s, to, out);
      if (end > 0) {
        return end;
      }
    }
    if (e < to && b[e] == '.' && e - s == 3 && Chars.equalsWord(b, s, e, "www")) {
      return UrlFinder.www(b, s, to, out);
    }
    int end = e - s == 4 ? UrlFinder.curlUser(b, s, e, to, out) : -1;
    if (end > 0) {
      return end;
    }
    end = SecretFinder.find(b, s, e, to, out);
    return end > 0 ? end : e;
  }

  /** Seven or eight digits, then a letter. */
  private static boolean mayEndInLetter(byte[] b, int s, int to) {
    int p = s;
    while (p < to && p - s < 11 && (Chars.isDigit(b[p]) || b[p] == '.')) {
      p++;
    }
    if (p < to && (b[p] == '-' || b[p] == ' ')) {
      p++;
    }
    return p - s >= 7 && p < to && Chars.isUpper(b[p]);
  }

  /** National ids of letters and digits, in groups or not. */
  private int national(byte[] b, int s, int to, Spans out) {
    int n = 0;
    int p = s;
    int letters = 0;
    while (p < to && n < 16) {
      byte c = b[p];
      if (c > 0 && Chars.isAlnum(c)) {
        upper[n++] = c >= 'a' ? (byte) (c - 32) : c;
        letters += Chars.isDigit(c) ? 0 : 1;
      } else if (!((c == ' ' || c == '-' || c == '.')
          && n > 1
          && n < 10
          && p + 1 < to
          && Chars.isAlnum(b[p + 1]))) {
        break;
      }
      p++;
      boolean ends = p >= to || !Chars.isAlnum(b[p]);
      if (ends && letters > 0 && (n == 9 || n == 10 || n == 16)) {
        DataClass c2 = nationalWord(b, s, p, n);
        if (c2 != null) {
          out.add(s, p, c2, 88, "national-id");
          return p;
        }
      }
    }
    return -1;
  }

  private @Nullable DataClass nationalWord(byte[] b, int s, int e, int n) {
    for (int i = s; i < e; i++) {
      if (b[i] >= 'a' && n != 16) {
        return null;
      }
    }
    return NationalIds.word(upper, n);
  }
}
