package io.countersign.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a payload that is kept outside the log: binding, and hiding as long as the salt is
 * secret. It is HMAC-SHA-256 (RFC 2104) of the payload with the salt as key.
 *
 * @param text {@code hmac-sha256:} and 64 lower-case hexadecimal digits
 */
public record Commitment(String text) {
  private static final String PREFIX = "hmac-sha256:";
  private static final Pattern FORM = Pattern.compile("hmac-sha256:[0-9a-f]{64}");

  public Commitment {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a commitment is hmac-sha256: and 64 lower-case hexadecimal digits: '" + text + "'");
    }
  }

  /** Commits to a payload. */
  public static Commitment to(byte[] payload, Salt salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.bytes(), "HmacSHA256"));
      return new Commitment(PREFIX + HexFormat.of().formatHex(mac.doFinal(payload)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** Whether payload and salt are those of this commitment. */
  public boolean opens(byte[] payload, Salt salt) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.US_ASCII),
        to(payload, salt).text.getBytes(StandardCharsets.US_ASCII));
  }
}
