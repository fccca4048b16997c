package io.countersign.connectors.postgres;

/** Writes names and values into statements that take no parameters. */
final class Sql {

  /** PostgreSQL cuts longer names off without an error. */
  static final int LONGEST_NAME_BYTES = 63;

  private Sql() {}

  /** A name as an identifier, quoted whatever it is. */
  static String name(String name) {
    return quoted(name, '"');
  }

  /** A table's name with its schema. */
  static String table(String schema, String table) {
    return name(schema) + "." + name(table);
  }

  /** A text as a literal, for showing it; statements that run use parameters. */
  static String text(String text) {
    return (text.indexOf('\\') >= 0 ? "E" : "") + quoted(text.replace("\\", "\\\\"), '\'');
  }

  private static String quoted(String text, char quote) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("PostgreSQL has no character NUL.");
    }
    String q = String.valueOf(quote);
    return q + text.replace(q, q + q) + q;
  }
}
