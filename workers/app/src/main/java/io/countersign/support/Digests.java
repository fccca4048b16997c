package io.countersign.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests in the project's one notation, {@code sha256:<64 hex digits>}. */
public final class Digests {

  private static final String PREFIX = "sha256:";

  private Digests() {}

  /** Digest of the bytes, with its prefix. */
  public static String sha256(byte[] bytes) {
    return PREFIX + HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Digest of a file's content, with its prefix. */
  public static String ofFile(Path file) throws IOException {
    MessageDigest sha = newSha256();
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return PREFIX + HexFormat.of().formatHex(sha.digest());
  }

  /** Adds the prefix to a plain hex digest; leaves one that has it alone. */
  public static String prefixed(String hex) {
    return hex.startsWith(PREFIX) ? hex : PREFIX + hex;
  }

  /** The hex digits alone. */
  public static String hex(String digest) {
    return digest.startsWith(PREFIX) ? digest.substring(PREFIX.length()) : digest;
  }
}
