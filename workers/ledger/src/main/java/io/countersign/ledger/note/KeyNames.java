package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What names, key ids and Base64 must look like in signed notes. */
final class KeyNames {
  private static final int NEXT_LINE = 0x85;

  private KeyNames() {}

  static void requireValid(String name) throws FormatException {
    boolean bad =
        name.isEmpty()
            || name.codePoints()
                .anyMatch(c -> c < 0x20 || c == '+' || c == NEXT_LINE || Character.isSpaceChar(c));
    if (bad) {
      throw new FormatException(
          "a key name is not empty and has no spaces, plus or control characters: '" + name + "'");
    }
  }

  /** First four bytes of {@code SHA-256(name || 0x0A || type || key)}, big-endian. */
  static int keyId(String name, SignatureType type, byte[] publicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(type.identifier());
      digest.update(publicKey);
      return ByteBuffer.wrap(digest.digest()).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String hex(int keyId) {
    return "%08x".formatted(keyId);
  }

  static byte[] base64(String text) throws FormatException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new FormatException("not Base64: '" + text + "'", e);
    }
    throw new FormatException("not canonical Base64: '" + text + "'");
  }
}
