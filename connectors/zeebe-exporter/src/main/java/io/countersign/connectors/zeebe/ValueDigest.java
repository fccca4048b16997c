package io.countersign.connectors.zeebe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values into keyed digests: who has the key can test a guess, nobody else can.
 *
 * <p>A digest is the HMAC-SHA256, as 64 lower-case hexadecimal digits, of the canonical JSON array
 * {@code ["countersign.history.v1", process instance key as text or "", name, value]}. The process
 * instance key keeps equal values of different instances apart, so that the digests of a yes/no
 * variable cannot be sorted into two heaps.
 *
 * <p>Not safe for use by several threads.
 */
final class ValueDigest {

  static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String DOMAIN = "countersign.history.v1";
  private static final ObjectMapper JSON = new JsonMapper();

  private final Mac mac;

  /**
   * @param key 32 secret bytes
   */
  ValueDigest(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
    }
  }

  /** Digests a value of a process instance; 0 or less means that there is no instance. */
  String of(long processInstanceKey, String name, JsonNode value) {
    return ofCanonical(processInstanceKey, name, CanonicalJson.of(value));
  }

  /** Digests a value that comes as JSON text; text that is not JSON is digested as a string. */
  String ofJsonText(long processInstanceKey, String name, String jsonText) {
    JsonNode value;
    try {
      value = JSON.readTree(jsonText);
    } catch (JacksonException notJson) {
      value = JSON.getNodeFactory().stringNode(jsonText);
    }
    return of(processInstanceKey, name, value);
  }

  private String ofCanonical(long processInstanceKey, String name, String canonicalValue) {
    var message = new StringBuilder(canonicalValue.length() + name.length() + 64);
    message.append("[\"").append(DOMAIN).append("\",\"");
    if (processInstanceKey > 0) {
      message.append(processInstanceKey);
    }
    message.append("\",");
    CanonicalJson.writeString(name, message);
    message.append(',').append(canonicalValue).append(']');
    return HexFormat.of().formatHex(mac.doFinal(message.toString().getBytes(UTF_8)));
  }

  /** Plain SHA-256 of a model's bytes, for comparison with pinned models; 64 hexadecimal digits. */
  static String sha256(byte[] resource) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(resource));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
