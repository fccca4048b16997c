package io.countersign.masking;

import io.countersign.masking.internal.io.Encodings;
import io.countersign.masking.internal.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a CSV file separates its cells and records.
 *
 * @param delimiter one ASCII character
 * @param quote one ASCII character
 * @param lineEnd {@code LF}, {@code CRLF}, {@code CR} or {@code MIXED}
 * @param encoding of the file; what is written is always UTF-8
 * @param bom whether the file is UTF-8 and starts with a byte order mark
 * @param header whether the first record names the columns
 */
public record Dialect(
    char delimiter, char quote, String lineEnd, String encoding, boolean bom, boolean header) {

  /** Stands where a format has no dialect. */
  public static final Dialect NONE = new Dialect(',', '"', "LF", "UTF-8", false, false);

  public Dialect {
    if (delimiter >= 0x80 || quote >= 0x80 || delimiter == quote) {
      throw new IllegalArgumentException(
          "Delimiter and quote must be two different ASCII characters.");
    }
    if (!Encodings.known(encoding)) {
      throw new IllegalArgumentException("There is no encoding \"" + encoding + "\".");
    }
    if (delimiter == '\n' || delimiter == '\r' || quote == '\n' || quote == '\r') {
      throw new IllegalArgumentException("A line end cannot be a delimiter or a quote.");
    }
    if (Character.isLetterOrDigit(delimiter) || "_@.+*-[]".indexOf(delimiter) >= 0) {
      throw new IllegalArgumentException(
          "The delimiter '" + delimiter + "' is a character of masked values.");
    }
  }

  /** The same as UTF-8, as masked files are. */
  Dialect inUtf8() {
    return new Dialect(delimiter, quote, lineEnd, Encodings.UTF_8, bom, header);
  }

  Map<String, Object> toMap() {
    Map<String, Object> m = new TreeMap<>();
    m.put("delimiter", String.valueOf(delimiter));
    m.put("quote", String.valueOf(quote));
    m.put("lineEnd", lineEnd);
    m.put("encoding", encoding);
    m.put("bom", bom);
    m.put("header", header);
    return m;
  }

  static Dialect fromMap(Map<String, Object> m) {
    String delimiter = Json.string(m, "delimiter");
    String quote = Json.string(m, "quote");
    if (delimiter.length() != 1 || quote.length() != 1) {
      throw new IllegalArgumentException("delimiter and quote must be one character each");
    }
    return new Dialect(
        delimiter.charAt(0),
        quote.charAt(0),
        Json.string(m, "lineEnd"),
        Json.string(m, "encoding"),
        Json.bool(m, "bom"),
        Json.bool(m, "header"));
  }
}
