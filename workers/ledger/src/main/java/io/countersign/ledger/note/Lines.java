package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.Hash;

/** Numbers and hashes as C2SP's line formats write them. */
public final class Lines {
  private Lines() {}

  /**
   * Reads an ASCII decimal from 0 to 2^63 - 1 without leading zeroes.
   *
   * @param what names the number in the error
   */
  public static long number(String text, String what) throws FormatException {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || (text.length() > 1 && text.startsWith("0"))) {
      throw new FormatException(what + " is not a plain decimal number: '" + text + "'");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new FormatException(what + " is beyond 2^63 - 1: '" + text + "'", e);
    }
  }

  /** Reads a hash in Base64. */
  public static Hash hash(String text, String what) throws FormatException {
    try {
      return Hash.fromBase64(text);
    } catch (IllegalArgumentException e) {
      throw new FormatException(what + " is not Base64 of 32 bytes: '" + text + "'", e);
    }
  }
}
