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

  private Visible() {}

  /**
   * The text on one line. Control, bidirectional, formatting and other invisible characters, line
   * breaks and all spaces but the usual one become {@code \}{@code u{hex}}; so does the third of
   * several spaces in a row and each after it, with which one could push text out of sight.
   */
  public static String line(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int spaces = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      spaces = point == ' ' ? spaces + 1 : 0;
      if (spaces > 2 || isHidden(point) || isOwnEscape(text, at)) {
        out.append("\\u{").append(Integer.toHexString(point)).append('}');
      } else {
        out.appendCodePoint(point);
      }
      at += Character.charCount(point);
    }
    return out.toString();
  }

  /** A backslash that would look like one of our escapes. */
  private static boolean isOwnEscape(String text, int at) {
    return text.startsWith("\\u{", at);
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
