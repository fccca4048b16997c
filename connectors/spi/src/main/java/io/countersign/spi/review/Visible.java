package io.countersign.spi.review;

/**
 * Makes text safe to be read by somebody who decides on it: what cannot be seen, and what would
 * move or break other text, is shown as an escape. No two different texts look the same afterwards,
 * except for letters that look alike.
 */
public final class Visible {

  private static final int HANGUL_CHOSEONG_FILLER = 0x115f;
  private static final int HANGUL_JUNGSEONG_FILLER = 0x1160;
  private static final int HANGUL_FILLER = 0x3164;
  private static final int HALFWIDTH_HANGUL_FILLER = 0xffa0;
  private static final int BRAILLE_BLANK = 0x2800;
  private static final int GRAPHEME_JOINER = 0x034f;

  /** Marks on one letter; no script writes more. */
  private static final int MOST_MARKS = 4;

  private Visible() {}

  /**
   * The text on one line. Control, bidirectional, formatting and other invisible characters, line
   * breaks and all spaces but the usual one become {@code \}{@code u{hex}}; so does the third of
   * several spaces in a row and each after it, with which one could push text out of sight, and
   * each mark that would strike its letter through, stand on no letter, or be one of so many that
   * they cover the lines above.
   */
  public static String line(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int spaces = 0;
    int marks = MOST_MARKS;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      boolean mark = Character.getType(point) == Character.NON_SPACING_MARK;
      spaces = point == ' ' ? spaces + 1 : 0;
      if (spaces > 2
          || isHidden(point)
          || isOwnEscape(text, at)
          || (mark && (marks >= MOST_MARKS || isStroke(point)))) {
        out.append("\\u{").append(Integer.toHexString(point)).append('}');
        marks = MOST_MARKS;
      } else {
        out.appendCodePoint(point);
        marks = mark ? marks + 1 : point == ' ' ? MOST_MARKS : 0;
      }
      at += Character.charCount(point);
    }
    return out.toString();
  }

  /** A backslash that would look like one of our escapes. */
  private static boolean isOwnEscape(String text, int at) {
    return text.startsWith("\\u{", at);
  }

  /** A mark that makes a word look crossed out. */
  private static boolean isStroke(int point) {
    return (point >= 0x0334 && point <= 0x0338)
        || (point >= 0x20d2 && point <= 0x20d3)
        || (point >= 0x20d8 && point <= 0x20da)
        || (point >= 0x20e5 && point <= 0x20eb);
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.ENCLOSING_MARK ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> isBlankLetter(point);
    };
  }

  /** Letters and marks by category, but nothing is seen of them. */
  private static boolean isBlankLetter(int point) {
    boolean variationSelector =
        (point >= 0xfe00 && point <= 0xfe0f)
            || (point >= 0xe0100 && point <= 0xe01ef)
            || (point >= 0x180b && point <= 0x180f);
    return variationSelector
        || point == HANGUL_CHOSEONG_FILLER
        || point == HANGUL_JUNGSEONG_FILLER
        || point == HANGUL_FILLER
        || point == HALFWIDTH_HANGUL_FILLER
        || point == BRAILLE_BLANK
        || point == GRAPHEME_JOINER
        || point == 0x17b4
        || point == 0x17b5;
  }
}
