package io.countersign.masking.internal.detect;

/**
 * Finds identifiers in UTF-8 text. {@link #scan} goes by anchors (an at sign, the start of a digit
 * run or word) and needs no more than the bytes; {@link #scanText} also reads the words for people,
 * places and addresses. Not thread-safe; reused from text to text. The buffer must have eight
 * readable bytes after the text.
 */
public final class TextScanner {
  /** Goes into plans: a plan made by another detector is refused. */
  public static final String VERSION = "countersign-detector/4";

  /** From here on a finding stands without the help of its surroundings. */
  public static final int CERTAIN = 80;

  private static final int WINDOW = 1 << 14;

  /** Without one of these or a number, no text holds an address. */
  private static final int STREETS =
      Lexicon.STREET | Lexicon.STREET_PREFIX | Lexicon.ADDRESS_BEFORE;

  private final Context context = new Context();
  private final FormFinder forms = new FormFinder(context);
  private final Words words = new Words();
  private final PersonFinder people = new PersonFinder();
  private final AddressFinder addresses = new AddressFinder();
  private int pieces;

  /** Adds what has a form of its own, without overlaps and in order. */
  public void scan(byte[] b, int from, int to, Spans out) {
    out.clear();
    for (int s = from; s < to; ) {
      int e = windowEnd(b, s, to);
      int first = out.count();
      forms.find(b, s, e, out);
      out.resolve(first);
      s = e;
    }
  }

  /**
   * Where the first piece of a text ends. Very long texts are read in pieces, which bounds time and
   * memory; a piece ends with a line or sentence, else at white space, so that no value is cut.
   */
  public static int windowEnd(byte[] b, int from, int to) {
    if (to - from <= WINDOW) {
      return to;
    }
    for (int e = from + WINDOW; e > from + WINDOW / 2; e--) {
      boolean sentence =
          b[e - 1] == ' ' && ".!?".indexOf(b[e - 2]) >= 0 && Chars.kind(b[e - 3]) == Chars.LOWER;
      if (b[e - 1] == '\n' || sentence) {
        return e;
      }
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
    scanText(b, from, to, 0, out);
  }

  /**
   * Like {@link #scanText(byte[], int, int, Spans)} for whoever wants direct identifiers of a score
   * only: where none is found, places, dates and postcodes are not looked for.
   */
  public void scanDirect(byte[] b, int from, int to, int score, Spans out) {
    scanText(b, from, to, score, out);
  }

  /** What {@link #scan} does in one piece, without its shortcuts. */
  void scanEach(byte[] b, int from, int to, Spans out) {
    out.clear();
    forms.findEach(b, from, to, out);
    out.resolve(0);
  }

  private void scanText(byte[] b, int from, int to, int wanted, Spans out) {
    out.clear();
    pieces = 0;
    for (int s = from; s < to; ) {
      int e = windowEnd(b, s, to);
      int first = out.count();
      words.split(b, s, e);
      pieces++;
      forms.find(b, s, e, out);
      boolean digits = words.anyDigits();
      if (digits) {
        IdFinder.find(b, words, out);
      }
      if (digits || words.any(STREETS)) {
        addresses.find(b, words, out);
      }
      if (words.anyName()) {
        people.find(b, words, out);
      }
      if (wanted == 0 || hasDirect(out, first, wanted)) {
        if (digits || words.any(Lexicon.MONTH | Lexicon.WEEKDAY)) {
          DateWords.find(b, s, words, context, out);
        }
        if (digits) {
          PostcodeFinder.find(b, words, out);
        }
        PlaceFinder.find(b, words, out);
        out.resolve(first);
      } else {
        out.cut(first);
      }
      s = e;
    }
  }

  private static boolean hasDirect(Spans out, int first, int score) {
    for (int i = first; i < out.count(); i++) {
      if (out.score(i) >= score && out.type(i).direct()) {
        return true;
      }
    }
    return false;
  }
}
