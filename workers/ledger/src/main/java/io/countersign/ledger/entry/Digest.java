package io.countersign.ledger.entry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest in its text form.
 *
 * @param text {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String text) {
  private static final String PREFIX = "sha256:";
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public Digest {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a digest is sha256: and 64 lower-case hexadecimal digits: '" + text + "'");
    }
  }

  /** The digest of some bytes. */
  public static Digest of(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return new Digest(PREFIX + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
