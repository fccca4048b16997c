package io.countersign.connectors.zeebe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;
import tools.jackson.databind.JsonNode;

/**
 * Writes JSON in the canonical form of RFC 8785, so that equal values have equal digests.
 *
 * <p>One difference: integers keep all their digits, also beyond 2^53, where RFC 8785 would round
 * them and let two different process instance keys look the same.
 */
final class CanonicalJson {

  private CanonicalJson() {}

  static String of(JsonNode node) {
    var out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      writeObject(node, out);
    } else if (node.isArray()) {
      out.append('[');
      String separator = "";
      for (JsonNode item : node) {
        out.append(separator);
        write(item, out);
        separator = ",";
      }
      out.append(']');
    } else if (node.isString()) {
      writeString(node.stringValue(), out);
    } else if (node.isNumber()) {
      writeNumber(node, out);
    } else {
      out.append(node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
    }
  }

  private static void writeObject(JsonNode node, StringBuilder out) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    fields.sort(Map.Entry.comparingByKey());
    out.append('{');
    String separator = "";
    for (var field : fields) {
      out.append(separator);
      writeString(field.getKey(), out);
      out.append(':');
      write(field.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void writeNumber(JsonNode node, StringBuilder out) {
    if (node.isIntegralNumber()) {
      out.append(node.bigIntegerValue());
      return;
    }
    double value = node.doubleValue();
    try {
      out.append(NumberToJSON.serializeNumber(value));
    } catch (IOException notFinite) {
      out.append(value);
    }
  }

  static void writeString(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 0xf, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
