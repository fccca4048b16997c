package io.countersign.ledger.entry;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of JSON that entries use, in the canonical form of RFC 8785: objects, arrays,
 * strings, and integers up to 2^53 - 1. Whitespace, other orders of names (by UTF-16 units), other
 * escapes, fractions, true, false, null and repeated names are refused. An object becomes a {@code
 * Map}, an array a {@code List}, a string a {@code String}, an integer a {@code Long}.
 */
final class Json {
  private static final int MAX_DEPTH = 4;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object read(byte[] bytes) throws FormatException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException("not UTF-8 text", e);
    }
    Json json = new Json(text);
    Object value = json.value(0);
    if (json.at != text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private Object value(int depth) throws FormatException {
    if (depth > MAX_DEPTH) {
      throw new FormatException("nested deeper than %d levels".formatted(MAX_DEPTH));
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> integer();
      default -> throw unexpected();
    };
  }

  private Map<String, Object> object(int depth) throws FormatException {
    Map<String, Object> fields = new LinkedHashMap<>();
    at++;
    if (taken('}')) {
      return fields;
    }
    String before = null;
    do {
      String name = string();
      requireOrder(before, name);
      take(':');
      fields.put(name, value(depth + 1));
      before = name;
    } while (taken(','));
    take('}');
    return fields;
  }

  private static void requireOrder(@Nullable String before, String name) throws FormatException {
    int order = before == null ? 1 : name.compareTo(before);
    if (order == 0) {
      throw new FormatException("the name '" + name + "' is repeated");
    }
    if (order < 0) {
      throw new FormatException(
          "the JSON is not in the canonical form of RFC 8785: '%s' comes after '%s'"
              .formatted(name, before));
    }
  }

  private List<Object> array(int depth) throws FormatException {
    List<Object> elements = new ArrayList<>();
    at++;
    if (taken(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
    } while (taken(','));
    take(']');
    return elements;
  }

  private String string() throws FormatException {
    take('"');
    StringBuilder string = new StringBuilder();
    while (!taken('"')) {
      char c = peek();
      if (c < 0x20) {
        throw new FormatException("a control character at %d in the JSON".formatted(at));
      }
      at++;
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  /** Only the two escapes that the canonical form has for printable characters. */
  private char escaped() throws FormatException {
    char c = peek();
    if (c != '"' && c != '\\') {
      throw unexpected();
    }
    at++;
    return c;
  }

  private Long integer() throws FormatException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.length() > 16
        || (digits.length() > 1 && digits.startsWith("0"))
        || Long.parseLong(digits) > Require.MAX_INTEGER) {
      throw new FormatException("not an integer within 0 and 2^53 - 1: " + digits);
    }
    return Long.valueOf(digits);
  }

  private char peek() throws FormatException {
    if (at >= text.length()) {
      throw new FormatException("the JSON ends too early, after " + at + " characters");
    }
    return text.charAt(at);
  }

  private boolean taken(char c) throws FormatException {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void take(char c) throws FormatException {
    if (!taken(c)) {
      throw unexpected();
    }
  }

  private FormatException unexpected() {
    return new FormatException(
        "unexpected character '%c' at %d in the JSON".formatted(text.charAt(at), at));
  }
}
