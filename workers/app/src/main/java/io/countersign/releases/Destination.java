package io.countersign.releases;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a dataset shall go, written as an absolute path, as {@code
 * postgres:CONNECTION/SCHEMA/TABLE}, or as an {@code https://} address.
 */
public sealed interface Destination {

  /** A file on the server. */
  record File(Path path) implements Destination {
    @Override
    public Map<String, String> target() {
      return Map.of("store", "files", "path", path.toString());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A new table of a database that the operator has set up. */
  record Table(String connection, String schema, String table) implements Destination {
    @Override
    public Map<String, String> target() {
      return Map.of(
          "store", "postgres", "connection", connection, "schema", schema, "table", table);
    }

    @Override
    public String toString() {
      return "postgres:" + connection + "/" + schema + "/" + table;
    }
  }

  /** An address to upload to. */
  record Url(String address) implements Destination {
    @Override
    public Map<String, String> target() {
      return Map.of("store", "https", "url", address);
    }

    @Override
    public String toString() {
      return address;
    }
  }

  /** The target of the sealed export. */
  Map<String, String> target();

  /**
   * Reads a destination as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException when it is none of the three; says what it may be
   */
  static Destination parse(String text) {
    if (text.startsWith("https:")) {
      return new Url(text);
    }
    if (text.startsWith("postgres:")) {
      Matcher table = Pattern.compile("postgres:([^/]+)/([^/]+)/([^/]+)").matcher(text);
      if (!table.matches()) {
        throw new IllegalArgumentException(
            "The destination '"
                + text
                + "' names no table. Write postgres:CONNECTION/SCHEMA/TABLE.");
      }
      return new Table(table.group(1), table.group(2), table.group(3));
    }
    try {
      return new File(Path.of(text));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'destination' is not a path: " + e.getReason() + ".", e);
    }
  }
}
