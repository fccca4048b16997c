package io.countersign.masking.internal.detect;

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

  int count;
  private int[] next = new int[64];
  int[] start = new int[64];
  int[] end = new int[64];
  long[] hash = new long[64];
  int[] flags = new int[64];
  byte[] style = new byte[64];
  byte[] gap = new byte[64];

  /** Whether the text has lower-case words only, so that case tells nothing. */
  boolean lowerCaseText;

  void split(byte[] b, int from, int to) {
    count = 0;
    int capitals = 0;
    int lowers = 0;
    int i = from;
    int last = from;
    while (i < to) {
      if (!Chars.isAlnum(b[i])) {
        i++;
        continue;
      }
      int s = i;
      int all = 0;
      int digits = 0;
      int uppers = 0;
      while (i < to) {
        byte c = b[i];
        byte k = Chars.kind(c);
        if (k < Chars.DIGIT) {
          break;
        }
        digits += k == Chars.DIGIT ? 1 : 0;
        uppers += k == Chars.UPPER ? 1 : 0;
        all |= c;
        i++;
      }
      boolean ascii = all >= 0;
      add(s, i, count == 0 ? SENTENCE : gapOf(b, last, s));
      int n = count - 1;
      style[n] = styleOf(b, s, i, digits, uppers, ascii);
      hash[n] = ascii ? WordHash.of(b, s, i) : WordHash.any(b, s, i);
      if (style[n] == LOWER) {
        lowers++;
      } else if (style[n] <= MIXED_CASE && i - s > 1) {
        capitals++;
      }
      last = i;
    }
    lowerCaseText = capitals == 0 && lowers > 0;
    if (next.length <= count) {
      next = new int[count * 2];
    }
    next[count] = count;
    for (int k = count - 1; k >= 0; k--) {
      flags[k] = style[k] < DIGITS ? Lexicon.flags(hash[k]) : 0;
      next[k] = tells(k) ? k : next[k + 1];
    }
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

  private void add(int s, int e, byte before) {
    if (count == start.length) {
      int n = count * 2;
      start = Arrays.copyOf(start, n);
      end = Arrays.copyOf(end, n);
      hash = Arrays.copyOf(hash, n);
      flags = Arrays.copyOf(flags, n);
      style = Arrays.copyOf(style, n);
      gap = Arrays.copyOf(gap, n);
    }
    start[count] = s;
    end[count] = e;
    gap[count++] = before;
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
