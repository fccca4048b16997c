package io.countersign.ledger.tree;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 value of 32 bytes: a leaf, a node or a root of the tree. Immutable. */
public final class Hash {
  /** Length of a hash in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies a hash from its bytes.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /** Copies a hash out of a buffer that holds at least 32 bytes from {@code offset}. */
  public static Hash of(byte[] buffer, int offset) {
    return new Hash(Arrays.copyOfRange(buffer, offset, offset + LENGTH));
  }

  /** Takes ownership of a digest's fresh array. */
  static Hash wrap(byte[] digest) {
    return new Hash(digest);
  }

  /**
   * Reads standard Base64 (RFC 4648 section 4), padded.
   *
   * @throws IllegalArgumentException if it is not canonical Base64 of 32 bytes
   */
  public static Hash fromBase64(String text) {
    Hash hash = of(Base64.getDecoder().decode(text));
    if (!hash.base64().equals(text)) {
      throw new IllegalArgumentException("not canonical Base64: " + text);
    }
    return hash;
  }

  /** Reads 64 lower- or upper-case hexadecimal digits. */
  public static Hash fromHex(String text) {
    return of(HexFormat.of().parseHex(text));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The array itself, for hashing and writing within this package's own code. */
  byte[] raw() {
    return bytes;
  }

  /** Copies the 32 bytes into {@code target} from {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, LENGTH);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
