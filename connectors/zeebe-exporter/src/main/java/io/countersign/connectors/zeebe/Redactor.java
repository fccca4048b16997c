package io.countersign.connectors.zeebe;

import io.countersign.connectors.zeebe.Rule.Shape;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies a {@link Shape} to a record's value: copies what is listed, digests what is a value,
 * drops the rest. Not safe for use by several threads.
 */
final class Redactor {

  /** Longer text than any name, key or address that a modeller writes. */
  private static final int LONGEST_TEXT = 500;

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:/-]{0,64}");
  private static final ObjectMapper JSON = new JsonMapper();

  private final ValueDigest digest;

  Redactor(ValueDigest digest) {
    this.digest = digest;
  }

  ObjectNode redact(JsonNode value, Shape shape) {
    JsonNode instance = value.path("processInstanceKey");
    long processInstanceKey = instance.isIntegralNumber() ? instance.longValue() : 0;
    return shaped(value, shape, processInstanceKey);
  }

  private ObjectNode shaped(JsonNode value, Shape shape, long instance) {
    ObjectNode out = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      Rule rule = shape.fields().get(name);
      if (rule == null && name.endsWith("Key") && field.getValue().isIntegralNumber()) {
        rule = Rule.KEEP;
      }
      if (rule == null) {
        continue;
      }
      JsonNode kept = apply(rule, name, value, field.getValue(), instance);
      if (kept != null) {
        out.set(rule instanceof Rule.Sha256 ? "sha256" : name, kept);
      }
    }
    return out;
  }

  private @Nullable JsonNode apply(
      Rule rule, String name, JsonNode parent, JsonNode value, long instance) {
    if (value.isNull()) {
      return null;
    }
    return switch (rule) {
      case Rule.Keep keep -> kept(name, value, instance);
      case Rule.Code code ->
          CODE.matcher(value.asString("")).matches()
              ? value
              : text("hmac:" + digest.of(instance, name, value));
      case Rule.Digest whole ->
          value.asString("").isEmpty() ? null : text(digest.of(instance, name, value));
      case Rule.DigestOfJsonText json -> digestOfJsonText(name, parent, value, instance);
      case Rule.DigestEach each -> digestEach(value, instance);
      case Rule.Sha256 sha -> sha256(value);
      case Rule.Each each -> eachOf(each, name, parent, value, instance);
      case Shape shape -> value.isObject() ? shaped(value, shape, instance) : null;
    };
  }

  private @Nullable JsonNode kept(String name, JsonNode value, long instance) {
    if (value.isString()) {
      String text = value.stringValue();
      return text.length() <= LONGEST_TEXT
          ? text(SafeText.of(text))
          : text("hmac:" + digest.of(instance, name, value));
    }
    if (value.isArray()) {
      ArrayNode out = JSON.createArrayNode();
      for (JsonNode item : value) {
        JsonNode copy = kept(name, item, instance);
        if (copy != null) {
          out.add(copy);
        }
      }
      return out;
    }
    if (value.isObject()) {
      ObjectNode out = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (field.getValue().isValueNode()) {
          out.set(SafeText.of(field.getKey()), kept(field.getKey(), field.getValue(), instance));
        }
      }
      return out;
    }
    return value;
  }

  /** The digest of a VARIABLE is taken under the variable's name, not under the field's. */
  private @Nullable JsonNode digestOfJsonText(
      String field, JsonNode parent, JsonNode value, long instance) {
    String json = value.asString("");
    if (json.isEmpty()) {
      return null;
    }
    JsonNode variable = parent.path("name");
    String name = "value".equals(field) && variable.isString() ? variable.stringValue() : field;
    return text(digest.ofJsonText(instance, name, json));
  }

  private JsonNode digestEach(JsonNode variables, long instance) {
    ObjectNode out = JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> variable : variables.properties()) {
      String name = variable.getKey();
      out.put(SafeText.of(name), digest.of(instance, name, variable.getValue()));
    }
    return out;
  }

  private @Nullable JsonNode sha256(JsonNode base64) {
    String encoded = base64.asString("");
    if (encoded.isEmpty()) {
      return null;
    }
    try {
      return text(ValueDigest.sha256(Base64.getDecoder().decode(encoded)));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private ArrayNode eachOf(
      Rule.Each each, String name, JsonNode parent, JsonNode list, long instance) {
    ArrayNode out = JSON.createArrayNode();
    for (JsonNode item : list) {
      JsonNode kept = apply(each.item(), name, parent, item, instance);
      if (kept != null) {
        out.add(kept);
      }
    }
    return out;
  }

  private static JsonNode text(String text) {
    return JSON.getNodeFactory().stringNode(text);
  }
}
