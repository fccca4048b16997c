package io.countersign.connectors.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A URL-encoded form: split first, decoded afterwards, each name once. */
final class Form {

  private Form() {}

  /** The fields; empty when a name comes twice or something cannot be decoded. */
  static Optional<Map<String, String>> read(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      try {
        String name = decode(pair.substring(0, equals));
        if (fields.putIfAbsent(name, decode(pair.substring(equals + 1))) != null) {
          return Optional.empty();
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
