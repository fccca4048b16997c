package io.countersign.masking.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strict recursive-descent JSON (RFC 8259); duplicate members are refused. */
final class JsonParser {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  @Nullable Object document() {
    Object value = value();
    space();
    if (at < text.length()) {
      throw fault("unexpected text after the document");
    }
    return value;
  }

  private @Nullable Object value() {
    space();
    if (at >= text.length()) {
      throw fault("unexpected end");
    }
    if (++depth > MAX_DEPTH) {
      throw fault("nested too deeply");
    }
    Object result =
        switch (text.charAt(at)) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> literal("true", Boolean.TRUE);
          case 'f' -> literal("false", Boolean.FALSE);
          case 'n' -> literal("null", null);
          default -> number();
        };
    depth--;
    return result;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      return map;
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw fault("a member name is expected");
      }
      String key = string();
      space();
      expect(':');
      if (map.containsKey(key)) {
        throw fault("the member \"" + key + "\" occurs twice");
      }
      map.put(key, value());
      space();
      if (peek() == ',') {
        at++;
      } else {
        expect('}');
        return map;
      }
    }
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return list;
    }
    while (true) {
      list.add(value());
      space();
      if (peek() == ',') {
        at++;
      } else {
        expect(']');
        return list;
      }
    }
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return out.toString();
      } else if (c == '\\') {
        out.append(escape());
      } else if (c < 0x20) {
        throw fault("a control character in a string");
      } else {
        out.append(c);
      }
    }
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw fault("an unfinished \\u escape");
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(text.charAt(at++), 16);
          if (digit < 0) {
            throw fault("a wrong \\u escape");
          }
          code = code * 16 + digit;
        }
        yield (char) code;
      }
      default -> throw fault("a wrong escape");
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String s = text.substring(start, at);
    if (!s.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      at = start;
      throw fault("a value is expected");
    }
    if (s.length() < 18 && s.matches("-?[0-9]+")) {
      return Long.valueOf(s);
    }
    return Double.valueOf(s);
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw fault("a value is expected");
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw fault("'" + c + "' is expected");
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw fault("unexpected end");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException("Not valid JSON at character " + (at + 1) + ": " + what);
  }
}
