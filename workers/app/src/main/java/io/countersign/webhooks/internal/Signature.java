package io.countersign.webhooks.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks says: HMAC-SHA256 over {@code id.timestamp.body}, one {@code v1,}
 * signature for each secret that is valid now.
 *
 * @param keys 24 to 64 bytes each
 */
record Signature(List<byte[]> keys) {

  private static final String PREFIX = "whsec_";

  /**
   * Reads secrets, one a line.
   *
   * @throws IllegalArgumentException when one is none; never says what it holds
   */
  static Signature of(String secrets) {
    List<byte[]> keys =
        secrets
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(Signature::key)
            .toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("it is empty; write one whsec_ line.");
    }
    return new Signature(keys);
  }

  private static byte[] key(String secret) {
    byte[] key;
    try {
      key =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : new byte[0];
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException(
          "a line is not 'whsec_' and 24 to 64 bytes in Base64; 'openssl rand -base64 32' makes"
              + " them.");
    }
    return key;
  }

  /** The value of {@code webhook-signature}. */
  String of(String id, long timestamp, String body) {
    byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
    return keys.stream()
        .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    }
  }

  /** Says nothing of the keys. */
  @Override
  public String toString() {
    return "Signature[" + keys.size() + "]";
  }
}
