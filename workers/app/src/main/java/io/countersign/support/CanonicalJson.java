package io.countersign.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in the canonical form of RFC 8785 (JCS), so that equal content has equal bytes and one
 * digest.
 */
public final class CanonicalJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CanonicalJson() {}

  /** The canonical text of a value made of maps, lists, strings, numbers and booleans. */
  public static String of(Object value) {
    return canonical(MAPPER.writeValueAsString(value));
  }

  /**
   * The canonical text of a JSON document.
   *
   * @throws IllegalArgumentException when it is not valid JSON, or holds half of a surrogate pair:
   *     such text has no bytes, so two different texts would share one digest
   */
  public static String canonical(String json) {
    try {
      String text = new JsonCanonicalizer(json).getEncodedString();
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException("The text holds an unpaired surrogate; remove it.");
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException("Not valid JSON: " + e.getMessage(), e);
    }
  }

  /** Digest of the canonical text, {@code sha256:<64 hex digits>}. */
  public static String digest(String canonical) {
    return Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a JSON object. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> read(String json) {
    return MAPPER.readValue(json, Map.class);
  }
}
