package io.countersign.masking;

import java.util.Locale;

/**
 * What happens to the cells of a column, written {@code kind} or {@code kind:parameter}.
 *
 * @param parameter empty where the kind takes none
 */
public record Transform(Kind kind, String parameter) {

  /** The kinds of transform. */
  public enum Kind {
    /** Cells stay; each is scanned for identifiers that should not be there. */
    KEEP,
    /** Identifiers inside the text are replaced by tokens, the rest stays. */
    TEXT,
    /** The whole cell becomes a keyed token of its canonical value. */
    TOKEN,
    /** The whole cell becomes a fixed word. */
    REDACT,
    /** All but the last characters (parameter, default 4) become asterisks. */
    PARTIAL,
    /** A date becomes its year; what is no date becomes a token. */
    YEAR,
    /** The first characters (parameter, default 3) stay, the rest becomes asterisks. */
    PREFIX,
    /**
     * Digits are encrypted (FF1) where they stand; cards and IBANs stay valid. Cells with fewer
     * than 6 digits, or with letters, become tokens.
     */
    FPE,
    /** An age becomes its decade, 90 and above {@code 90+}; what is no age becomes a token. */
    AGE_BAND,
    /** An IPv4 address loses its last part; other cells become tokens. */
    IP_PREFIX,
    /** Decimal degrees are cut to one decimal (about 11 km); other cells become tokens. */
    ROUND
  }

  public static final Transform KEEP = new Transform(Kind.KEEP, "");
  public static final Transform TEXT = new Transform(Kind.TEXT, "");
  public static final Transform TOKEN = new Transform(Kind.TOKEN, "");

  public Transform {
    if (kind == Kind.PARTIAL || kind == Kind.PREFIX) {
      int n = parameter.isEmpty() ? (kind == Kind.PARTIAL ? 4 : 3) : number(parameter);
      if (n < 1 || n > 6) {
        throw new IllegalArgumentException(
            "The transform " + kind + " keeps 1 to 6 characters, not " + parameter + ".");
      }
      parameter = Integer.toString(n);
    } else if (!parameter.isEmpty()) {
      throw new IllegalArgumentException(
          "The transform " + kind + " takes no parameter, but has " + parameter + ".");
    }
  }

  private static int number(String s) {
    try {
      return Integer.parseInt(s);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The number of characters that PARTIAL and PREFIX keep. */
  public int kept() {
    return Integer.parseInt(parameter);
  }

  /**
   * Reads {@code kind} or {@code kind:parameter}.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static Transform parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String parameter = colon < 0 ? "" : text.substring(colon + 1);
    for (Kind kind : Kind.values()) {
      if (nameOf(kind).equals(name)) {
        return new Transform(kind, parameter);
      }
    }
    throw new IllegalArgumentException("There is no transform \"" + text + "\".");
  }

  private static String nameOf(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether this leaves no more of a cell to be seen than another transform does, and less in some
   * respect: cells in clear, then text with its identifiers replaced, then a part or a coarser
   * value, then encrypted digits, then tokens, then nothing.
   */
  public boolean hidesMoreThan(Transform other) {
    if (kind == other.kind) {
      return !parameter.isEmpty() && kept() < other.kept();
    }
    return secrecy() > other.secrecy();
  }

  private int secrecy() {
    return switch (kind) {
      case KEEP -> 0;
      case TEXT -> 1;
      case PARTIAL, YEAR, PREFIX, AGE_BAND, IP_PREFIX, ROUND -> 2;
      case FPE -> 3;
      case TOKEN -> 4;
      case REDACT -> 5;
    };
  }

  /** Whether no original value of the column may appear in the output. */
  public boolean replacesCells() {
    return kind != Kind.KEEP && kind != Kind.TEXT;
  }

  @Override
  public String toString() {
    return parameter.isEmpty() ? nameOf(kind) : nameOf(kind) + ":" + parameter;
  }
}
