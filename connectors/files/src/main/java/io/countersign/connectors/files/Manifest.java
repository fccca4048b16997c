package io.countersign.connectors.files;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Writes a manifest as JSON with sorted keys, one per line, so that two can be compared by eye. */
final class Manifest {

  private Manifest() {}

  static String toJson(Map<String, Object> manifest) {
    StringJoiner json = new StringJoiner(",\n", "{\n", "\n}\n");
    new TreeMap<>(manifest)
        .forEach((key, value) -> json.add("  " + quote(key) + ": " + value(value)));
    return json.toString();
  }

  private static String value(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Map<?, ?> map) {
      StringJoiner object = new StringJoiner(", ", "{", "}");
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((k, v) -> sorted.put(String.valueOf(k), v));
      sorted.forEach((k, v) -> object.add(quote(k) + ": " + value(v)));
      return object.toString();
    }
    if (value instanceof Iterable<?> items) {
      StringJoiner array = new StringJoiner(", ", "[", "]");
      items.forEach(item -> array.add(value(item)));
      return array.toString();
    }
    return quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
