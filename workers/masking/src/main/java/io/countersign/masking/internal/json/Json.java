package io.countersign.masking.internal.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON this library needs: canonical output (RFC 8785) and typed access to parsed values. */
public final class Json {
  private Json() {}

  /** Parses to Map, List, String, Long, Double, Boolean or null. */
  public static @Nullable Object parse(String text) {
    return new JsonParser(text).document();
  }

  /** Canonical text: members sorted by UTF-16 code units, no white space, ECMAScript numbers. */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String s -> appendString(out, s);
      case Boolean b -> out.append(b);
      case Integer i -> out.append(i);
      case Long l -> out.append(l);
      case Double d -> appendDouble(out, d);
      case Map<?, ?> map -> appendObject(out, map);
      case Collection<?> list -> {
        String separator = "[";
        for (Object item : list) {
          out.append(separator);
          append(out, item);
          separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      default -> throw new IllegalArgumentException("Not JSON: " + value.getClass());
    }
  }

  private static void appendObject(StringBuilder out, Map<?, ?> map) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((k, v) -> sorted.put((String) k, v));
    String separator = "{";
    for (Map.Entry<String, @Nullable Object> e : sorted.entrySet()) {
      out.append(separator);
      appendString(out, e.getKey());
      out.append(':');
      append(out, e.getValue());
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void appendDouble(StringBuilder out, double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      throw new IllegalArgumentException("JSON has no " + d);
    }
    if (d == Math.rint(d) && Math.abs(d) < 1e15) {
      out.append((long) d);
    } else {
      // Within this library's ranges the shortest plain decimal is what ECMAScript prints.
      out.append(new BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString());
    }
  }

  private static void appendString(StringBuilder out, String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(@Nullable Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("\"" + name + "\" must be an object");
  }

  @SuppressWarnings("unchecked")
  public static List<Object> list(Map<String, Object> m, String key) {
    if (m.get(key) instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw new IllegalArgumentException("\"" + key + "\" must be a list");
  }

  public static String string(Map<String, Object> m, String key) {
    if (m.get(key) instanceof String s) {
      return s;
    }
    throw new IllegalArgumentException("\"" + key + "\" must be a string");
  }

  public static long number(Map<String, Object> m, String key) {
    if (m.get(key) instanceof Long n) {
      return n;
    }
    throw new IllegalArgumentException("\"" + key + "\" must be a whole number");
  }

  public static double real(Map<String, Object> m, String key) {
    if (m.get(key) instanceof Number n) {
      return n.doubleValue();
    }
    throw new IllegalArgumentException("\"" + key + "\" must be a number");
  }

  public static boolean bool(Map<String, Object> m, String key) {
    if (m.get(key) instanceof Boolean b) {
      return b;
    }
    throw new IllegalArgumentException("\"" + key + "\" must be true or false");
  }
}
