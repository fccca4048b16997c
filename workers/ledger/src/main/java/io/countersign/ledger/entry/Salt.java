package io.countersign.ledger.entry;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * 32 secret random bytes that hide what a {@link Commitment} commits to. Whoever has the salt and
 * the payload can open the commitment; once every copy of the salt is destroyed, nobody can find
 * the payload by trying.
 */
public final class Salt {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A fresh salt; use each for one payload only. */
  public static Salt random() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return new Salt(bytes);
  }

  /**
   * A salt that was kept.
   *
   * @throws IllegalArgumentException if it has not 32 bytes
   */
  public static Salt of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + bytes.length);
    }
    return new Salt(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes in hexadecimal, as {@code openssl dgst -macopt hexkey:} takes them. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "Salt[secret]";
  }
}
