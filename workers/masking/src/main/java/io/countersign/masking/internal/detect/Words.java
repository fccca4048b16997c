package io.countersign.masking.internal.detect;

import io.countersign.masking.internal.csv.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words of a text: where they are, how they are written, what stands before them. */
public final class Words {
  static final byte LOWER = 1;
  static final byte CAPITAL = 2;
  static final byte ALL_CAPS = 3;
  static final byte MIXED_CASE = 4;
  static final byte DIGITS = 5;
  static final byte ALNUM = 6;

  /** Nothing, or an apostrophe or hyphen without spaces. */
  static final byte JOINED = 0;

  static final byte SPACE = 1;
  static final byte COMMA = 2;
  static final byte NEWLINE = 3;
  static final byte SENTENCE = 4;
  static final byte OTHER = 5;

  private static final int STARTS_IN_LOWER_CASE =
      Lexicon.TITLE
          | Lexicon.STREET_PREFIX
          | Lexicon.MONTH
          | Lexicon.WEEKDAY
          | Lexicon.UNIT
          | Lexicon.COUNTRY
          | Lexicon.PLACE_START;

  private static final int NAMES = Lexicon.FIRST | Lexicon.LAST;

  /** Bytes whose classes are told at once, one bit each. */
  private static final int CHUNK = 64;

  int count;
  private int[] next = new int[64];
  int[] start = new int[64];
  int[] end = new int[64];
  long[] hash = new long[64];
  int[] flags = new int[64];
  byte[] style = new byte[64];
  byte[] gap = new byte[64];

  private final long[] known = new long[1 << 10];

  /** Whether the text has lower-case words only, so that case tells nothing. */
  boolean lowerCaseText;

  /** All flags of all words, and those of words that start with a capital. */
  private int anyFlags;

  private boolean anyDigits;
  private boolean anyName;
  private int capitals;
  private int lowers;

  void split(byte[] b, int from, int to) {
    count = 0;
    capitals = 0;
    lowers = 0;
    anyFlags = 0;
    anyDigits = false;
    anyName = false;
    int last = from;
    int at = from;
    while (at < to) {
      int n = Math.min(CHUNK, to - at);
      long inside = n == CHUNK ? -1L : (1L << n) - 1;
      long alnum = 0;
      long digit = 0;
      long upper = 0;
      long high = 0;
      for (int k = 0; k < n; k += 8) {
        long word = Swar.load(b, at + k);
        long digits = Swar.between(word, '0', '9');
        long letters = Swar.letters(word);
        long others = word & Swar.HIGH;
        long lower = word & Swar.ONES * 0x20;
        alnum |= Swar.gather(digits | letters | others) << k;
        digit |= Swar.gather(digits) << k;
        upper |= Swar.gather(letters & ~(lower << 2)) << k;
        high |= Swar.gather(others) << k;
      }
      alnum &= inside;
      room(CHUNK);
      int goOn = at + n;
      while (alnum != 0) {
        int s = Long.numberOfTrailingZeros(alnum);
        long rest = alnum + (1L << s);
        long run = alnum & ~rest;
        alnum &= rest;
        int e = s + Long.bitCount(run);
        if (e == CHUNK && goOn < to) {
          // The word may go on: it is read again with the bytes after it.
          goOn = s > 0 ? at + s : longWord(b, at, to, last);
          last = s > 0 ? last : goOn;
          break;
        }
        add(
            b,
            last,
            at + s,
            at + e,
            Long.bitCount(digit & run),
            Long.bitCount(upper & run),
            (high & run) == 0);
        last = at + e;
      }
      at = goOn;
    }
    lowerCaseText = capitals == 0 && lowers > 0;
    link();
  }

  /** Notes for every word where the next one stands with which something may start. */
  private void link() {
    if (next.length <= count) {
      next = new int[count * 2];
    }
    next[count] = count;
    for (int k = count - 1; k >= 0; k--) {
      next[k] = tells(k) ? k : next[k + 1];
    }
  }

  /** Adds a word that is longer than a chunk; returns its end. */
  private int longWord(byte[] b, int s, int to, int last) {
    int digits = 0;
    int uppers = 0;
    int all = 0;
    int e = s;
    while (e < to && Chars.isAlnum(b[e])) {
      digits += Chars.isDigit(b[e]) ? 1 : 0;
      uppers += Chars.isUpper(b[e]) ? 1 : 0;
      all |= b[e];
      e++;
    }
    add(b, last, s, e, digits, uppers, all >= 0);
    return e;
  }

  private void add(byte[] b, int last, int s, int e, int digits, int uppers, boolean ascii) {
    int n = count++;
    start[n] = s;
    end[n] = e;
    gap[n] = n == 0 ? SENTENCE : s - last == 1 && b[last] == ' ' ? SPACE : gapOf(b, last, s);
    byte how = styleOf(b, s, e, digits, uppers, ascii);
    style[n] = how;
    long h = ascii ? WordHash.of(b, s, e) : WordHash.any(b, s, e);
    hash[n] = h;
    if (how >= DIGITS) {
      flags[n] = 0;
      anyDigits = true;
      return;
    }
    int f = Lexicon.flags(h, known);
    flags[n] = f;
    anyFlags |= f;
    if (how == LOWER) {
      lowers++;
      anyName |= (f & NAMES) != 0 && (f & Lexicon.COMMON) == 0;
    } else {
      capitals += e - s > 1 ? 1 : 0;
      anyName |= (f & NAMES) != 0 || (f & Lexicon.COMMON) == 0;
    }
  }

  /** Whether a word has digits. */
  boolean anyDigits() {
    return anyDigits;
  }

  /** Whether a word has one of the flags. */
  boolean any(int flag) {
    return (anyFlags & flag) != 0;
  }

  /**
   * Whether a person may be named: without a title, a known name or an unknown capital, none is.
   */
  boolean anyName() {
    return anyName || lowerCaseText || any(Lexicon.TITLE);
  }

  /** Whether anything may start with this word. */
  private boolean tells(int k) {
    if (style[k] != LOWER || (flags[k] & STARTS_IN_LOWER_CASE) != 0) {
      return true;
    }
    if (lowerCaseText) {
      return (flags[k] & Lexicon.COMMON) == 0 || (flags[k] & Lexicon.FIRST) != 0;
    }
    return (flags[k] & Lexicon.FIRST) != 0 && (flags[k] & Lexicon.COMMON) == 0;
  }

  /** The first word from {@code i} on with which a finding may start, or {@link #count}. */
  int next(int i) {
    return i < count ? next[i] : count;
  }

  private void room(int more) {
    if (count + more > start.length) {
      int n = Math.max(count + more, count * 2);
      start = Arrays.copyOf(start, n);
      end = Arrays.copyOf(end, n);
      hash = Arrays.copyOf(hash, n);
      flags = Arrays.copyOf(flags, n);
      style = Arrays.copyOf(style, n);
      gap = Arrays.copyOf(gap, n);
    }
  }

  private static byte styleOf(byte[] b, int s, int e, int digits, int uppers, boolean ascii) {
    int n = e - s;
    if (digits == n) {
      return DIGITS;
    }
    if (digits > 0) {
      return ALNUM;
    }
    if (ascii) {
      if (uppers == 0) {
        return LOWER;
      }
      boolean first = Chars.isUpper(b[s]);
      if (uppers == n) {
        return n == 1 ? CAPITAL : ALL_CAPS;
      }
      return first ? (uppers == 1 ? CAPITAL : MIXED_CASE) : MIXED_CASE;
    }
    String word = new String(b, s, n, StandardCharsets.UTF_8);
    int first = word.codePointAt(0);
    if (!Character.isUpperCase(first) && !Character.isTitleCase(first)) {
      return LOWER;
    }
    boolean all = word.codePoints().noneMatch(Character::isLowerCase);
    return all && word.length() > 1 ? ALL_CAPS : CAPITAL;
  }

  private static byte gapOf(byte[] b, int from, int to) {
    if (to - from == 1) {
      return switch (b[from]) {
        case ' ', '\t' -> SPACE;
        case '\'', '-' -> JOINED;
        case '\n', '\r' -> NEWLINE;
        case ',' -> COMMA;
        case '.' -> JOINED;
        default -> OTHER;
      };
    }
    boolean comma = false;
    boolean other = false;
    boolean sentence = false;
    for (int i = from; i < to; i++) {
      switch (b[i]) {
        case '\n', '\r' -> {
          return NEWLINE;
        }
        case '.', '!', '?' -> sentence |= i + 1 < to && Chars.isSpace(b[i + 1]);
        case ',' -> comma = true;
        case ' ', '\t' -> {}
        default -> other = true;
      }
    }
    return sentence ? SENTENCE : other ? OTHER : comma ? COMMA : SPACE;
  }

  /** Whether one of the last words before this one is in the set. */
  boolean before(int i, WordSet set, int most) {
    for (int k = i - 1; k >= 0 && i - k <= most; k--) {
      if (set.indexOf(hash[k]) >= 0) {
        return true;
      }
    }
    return false;
  }

  public int count() {
    return count;
  }

  public int start(int i) {
    return start[i];
  }

  public int end(int i) {
    return end[i];
  }

  /** The hash of {@link WordHash}. */
  public long hash(int i) {
    return hash[i];
  }

  boolean is(int i, int flag) {
    return i >= 0 && i < count && (flags[i] & flag) != 0;
  }

  boolean isCapital(int i) {
    return i >= 0 && i < count && (style[i] == CAPITAL || style[i] == MIXED_CASE);
  }

  /** Starts with a capital, or is all capitals. */
  boolean isUpper(int i) {
    return i >= 0 && i < count && style[i] >= CAPITAL && style[i] <= MIXED_CASE;
  }

  int length(int i) {
    return end[i] - start[i];
  }

  /** Whether the two words are parted by a space, or joined as in Jean-Pierre. */
  boolean follows(int i) {
    return i > 0 && i < count && gap[i] <= SPACE;
  }

  /**
   * The number of words of the longest place or country that starts here; 0 for none. {@link
   * #phraseFlags} then tells which it is.
   */
  int place(int i) {
    int best = 0;
    long h = hash[i];
    if ((flags[i] & (Lexicon.PLACE | Lexicon.COUNTRY)) != 0) {
      best = 1;
      phraseFlags = flags[i];
    }
    if ((flags[i] & Lexicon.PLACE_START) != 0) {
      for (int n = 1; n < 5 && i + n < count && gap[i + n] <= SPACE; n++) {
        h = Lexicon.combine(h, hash[i + n]);
        int f = Lexicon.flags(h);
        if ((f & (Lexicon.PLACE | Lexicon.COUNTRY)) != 0) {
          best = n + 1;
          phraseFlags = f;
        }
      }
    }
    return best;
  }

  int phraseFlags;
}
