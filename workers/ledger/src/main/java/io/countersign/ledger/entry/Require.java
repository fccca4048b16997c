package io.countersign.ledger.entry;

import java.util.Map;
import java.util.regex.Pattern;

/** The forms that strings and numbers of an entry may have. */
final class Require {
  static final long MAX_INTEGER = (1L << 53) - 1;
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final int MAX_NAME = 64;
  private static final int MAX_TOKEN = 256;

  private Require() {}

  static String kind(String value) {
    return matching(KIND, MAX_NAME, value, "kind", "lower-case words joined by dots");
  }

  static String name(String value, String what) {
    return matching(NAME, MAX_NAME, value, what, "a letter, then letters, digits, '.', '_', '-'");
  }

  static String token(String value, String what) {
    return matching(TOKEN, MAX_TOKEN, value, what, "printable ASCII without spaces");
  }

  static long integer(long value, String what) {
    if (value < 0 || value > MAX_INTEGER) {
      throw new IllegalArgumentException(what + " is not within 0 and 2^53 - 1: " + value);
    }
    return value;
  }

  static <V> Map<String, V> names(Map<String, V> map, String what) {
    map.keySet().forEach(key -> name(key, "a name in " + what));
    return Map.copyOf(map);
  }

  private static String matching(
      Pattern form, int longest, String value, String what, String allowed) {
    if (value.length() > longest || !form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s must be %s, 1 to %d characters: '%s'"
              .formatted(what, allowed, longest, abbreviate(value)));
    }
    return value;
  }

  private static String abbreviate(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "...";
  }
}
