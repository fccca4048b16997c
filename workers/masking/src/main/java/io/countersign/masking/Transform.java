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
    /**
     * A date becomes its year; what is no date becomes a token. Years before the parameter, where
     * there is one, become {@code before} it, so that they do not tell an age over 89.
     */
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
    /** Ages over 89 become {@code 90+}, others stay; what is no age becomes a token. */
    AGE_TOP,
    /**
     * The first three digits of a US ZIP code, 000 where they hold fewer than 20,000 people (45 CFR
     * 164.514(b)(2)(i)(B), census of 2000); what is no ZIP code becomes a token.
     */
    ZIP3,
    /**
     * A date is moved by up to so many days (parameter {@code days:column}), the same number for
     * all rows with the same value in the named column; the rest of the cell stays. What is no
     * date, or belongs to nobody, becomes a token.
     */
    SHIFT,
    /** The whole cell becomes a token that holders of the reversal key can turn back. */
    REVERSIBLE,
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
    } else if (kind == Kind.SHIFT) {
      int colon = parameter.indexOf(':');
      int days = colon < 0 ? -1 : number(parameter.substring(0, colon));
      if (days < 1 || days > 36_500 || colon == parameter.length() - 1) {
        throw new IllegalArgumentException(
            "The transform shift takes days and the column that names the person, such as"
                + " shift:30:patient_id, not \""
                + parameter
                + "\".");
      }
    } else if (kind == Kind.YEAR && !parameter.isEmpty()) {
      int year = number(parameter);
      if (year < 1800 || year > 2999) {
        throw new IllegalArgumentException(
            "The transform year takes the first year that is shown, not \"" + parameter + "\".");
      }
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

  /** The first year that YEAR shows; 0 where it shows all. */
  public int firstYear() {
    return kind == Kind.YEAR && !parameter.isEmpty() ? Integer.parseInt(parameter) : 0;
  }

  /** The most days by which SHIFT moves a date. */
  public int days() {
    return Integer.parseInt(parameter.substring(0, parameter.indexOf(':')));
  }

  /** The column whose value decides by how much SHIFT moves a date. */
  public String subject() {
    return parameter.substring(parameter.indexOf(':') + 1);
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
      return switch (kind) {
        case PARTIAL, PREFIX -> kept() < other.kept();
        case YEAR -> firstYear() > other.firstYear();
        default -> false;
      };
    }
    return secrecy() > other.secrecy();
  }

  private int secrecy() {
    return switch (kind) {
      case KEEP -> 0;
      case TEXT -> 1;
      case PARTIAL, YEAR, PREFIX, AGE_BAND, AGE_TOP, ZIP3, SHIFT, IP_PREFIX, ROUND -> 2;
      case FPE, REVERSIBLE -> 3;
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
