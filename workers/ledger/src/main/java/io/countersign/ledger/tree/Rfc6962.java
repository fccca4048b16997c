package io.countersign.ledger.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Leaf and node hashing as RFC 6962 section 2.1 defines it, over SHA-256. */
public final class Rfc6962 {
  private static final byte LEAF_PREFIX = 0x00;
  private static final byte NODE_PREFIX = 0x01;

  /** The root of a tree without entries: SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.wrap(sha256().digest());

  private Rfc6962() {}

  /** Hashes an entry: {@code SHA-256(0x00 || entry)}. */
  public static Hash leaf(byte[] entry) {
    return leaf(entry, 0, entry.length);
  }

  /** Hashes the entry that lies in a part of a buffer. */
  public static Hash leaf(byte[] buffer, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(LEAF_PREFIX);
    digest.update(buffer, offset, length);
    return Hash.wrap(digest.digest());
  }

  /** Hashes two subtrees: {@code SHA-256(0x01 || left || right)}. */
  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE_PREFIX);
    digest.update(left.raw());
    digest.update(right.raw());
    return Hash.wrap(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
