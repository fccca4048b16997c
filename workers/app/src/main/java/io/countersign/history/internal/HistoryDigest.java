package io.countersign.history.internal;

import io.countersign.support.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the exporter's digest of a text value: HMAC-SHA256 of the canonical JSON array {@code
 * ["countersign.history.v1", process instance key, name, value]}. The format is described in the
 * exporter's README.
 */
final class HistoryDigest {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  HistoryDigest(Path keyFile) {
    this.key = new SecretKeySpec(read(keyFile), ALGORITHM);
  }

  private static byte[] read(Path keyFile) {
    try {
      byte[] raw = Files.readAllBytes(keyFile);
      return raw.length == KEY_BYTES
          ? raw
          : HexFormat.of().parseHex(new String(raw, StandardCharsets.US_ASCII).strip());
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The history digest key '"
              + keyFile
              + "' cannot be used. Set countersign.history.digest-key-file to the exporter's key"
              + " file, 32 bytes or 64 hex digits.",
          e);
    }
  }

  String of(long processInstanceKey, String name, String value) {
    String message =
        CanonicalJson.of(
            List.of("countersign.history.v1", Long.toString(processInstanceKey), name, value));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    }
  }
}
