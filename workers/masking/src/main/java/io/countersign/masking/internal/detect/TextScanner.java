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
  public static final String VERSION = "countersign-detector/4";

  /** From here on a finding stands without the help of its surroundings. */
  public static final int CERTAIN = 80;

  private static final int WINDOW = 1 << 14;

  /** Without one of these or a number, no text holds an address. */
  private static final int STREETS =
      Lexicon.STREET | Lexicon.STREET_PREFIX | Lexicon.ADDRESS_BEFORE;

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

  /** What {@link #scan} does, by way of the words. */
  void scanWords(byte[] b, int from, int to, Spans out) {
    out.clear();
    words.split(b, from, to);
    pieces = 1;
    anchors(b, from, to, words, out);
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
      anchors(b, s, e, words, out);
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

  /**
   * {@link #anchors(byte[], int, int, Spans)} for a text whose words are known: most of them can be
   * left out by what follows them.
   */
  private void anchors(byte[] b, int from, int to, Words w, Spans out) {
    int i = from;
    int k = 0;
    while (k < w.count) {
      int s = w.start[k];
      if (i < s) {
        boolean silent = s - i == 1 && b[i] != '@';
        while (!silent && i < s) {
          i = sign(b, from, i, to, out);
        }
        i = Math.max(i, s);
      }
      int e = w.end[k];
      if (i >= e) {
        k++;
      } else if (i == s
          && w.style[k] < Words.DIGITS
          && (w.flags[k] & Lexicon.SECRET_NAME) == 0
          && plain(b, s, e)) {
        i = e;
        k++;
      } else if (Chars.isDigit(b[i])) {
        i = number(b, from, i, to, out);
      } else {
        i = word(b, from, i, to, out);
      }
    }
    while (i < to) {
      i = sign(b, from, i, to, out);
    }
  }

  /** Whether nothing starts with a word without digits: neither a form nor the name of a secret. */
  private static boolean plain(byte[] b, int s, int e) {
    int n = e - s;
    byte c = b[e];
    if (n == 4 && (b[s + 1] | 0x20) == 'u' || SecretForms.mayStart(b, s, e)) {
      return false;
    }
    return switch (c) {
      case ' ' -> {
        byte d = b[e + 1];
        yield switch (d) {
          case ' ', '"', '\'', '=', ':' -> false;
          default -> n != 2 || !Chars.isDigit(d);
        };
      }
      case '"', '\'', '=', ':', '_', '>', '~' -> false;
      case '-' -> n > 4;
      case '.' -> n != 3 && n != 4;
      default -> true;
    };
  }

  private void anchors(byte[] b, int from, int to, Spans out) {
    int i = from;
    while (i < to) {
      byte c = b[i];
      switch (Chars.kind(c)) {
        case Chars.DIGIT -> i = number(b, from, i, to, out);
        case Chars.UPPER, Chars.LOWER -> i = word(b, from, i, to, out);
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
      int e = SecretForms.privateKey(b, i, to, out);
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
    int e = SecretForms.botToken(b, s, to, out);
    if (e < 0) {
      e = CoordinateFinder.find(b, from, s, to, context, out);
    }
    if (e < 0 && mayEndInLetter(b, s, to)) {
      e = national(b, s, to, out);
    }
    return e < 0 ? numbers.find(b, from, s, to, out) : e;
  }

  private int word(byte[] b, int from, int s, int to, Spans out) {
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
    if (e - s <= 4
        && e < to
        && (b[e] == ':' || b[e] == '-' || b[e] == '.')
        && HexFinder.mayStart(b, s, to)) {
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
    end = SecretFinder.find(b, from, s, e, to, out);
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
