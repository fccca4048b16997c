package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.crypto.Ff1;
import io.countersign.masking.internal.detect.Chars;
import java.util.Arrays;

/**
 * Encrypts the digits of a cell and leaves everything else where it stands. Cards keep a valid Luhn
 * digit, IBANs their country and valid check digits. Not thread-safe.
 */
final class FormatPreserving {
  private final DataClass dataClass;
  private final Ff1 ff1;
  private final byte[] digits = new byte[Ff1.MAX_DIGITS + 1];
  private final int[] places = new int[Ff1.MAX_DIGITS + 1];

  FormatPreserving(DataClass dataClass, Ff1 ff1) {
    this.dataClass = dataClass;
    this.ff1 = ff1;
  }

  /**
   * Writes the encrypted cell at {@code out[at]}, as long as it was. Returns false where the cell
   * has too few or too many digits, or letters that would stay; the caller then makes a token.
   */
  boolean write(byte[] b, int from, int to, byte[] out, int at) {
    boolean iban = dataClass == DataClass.IBAN;
    int n = 0;
    int seen = 0;
    for (int i = from; i < to; i++) {
      byte c = b[i];
      if (!Chars.isAlnum(c)) {
        continue;
      }
      seen++;
      if (iban && seen <= 4) {
        continue;
      }
      if (Chars.isLetter(c) && !iban || n > Ff1.MAX_DIGITS) {
        return false;
      }
      if (Chars.isDigit(c)) {
        places[n] = i - from;
        digits[n++] = c;
      }
    }
    boolean card = dataClass == DataClass.CARD;
    int encrypted = card ? n - 1 : n;
    if (encrypted < Ff1.MIN_DIGITS || encrypted > Ff1.MAX_DIGITS) {
      return false;
    }
    ff1.encrypt(digits, 0, encrypted);
    if (card) {
      digits[n - 1] = luhnDigit(digits, n - 1);
    }
    System.arraycopy(b, from, out, at, to - from);
    for (int i = 0; i < n; i++) {
      out[at + places[i]] = digits[i];
    }
    if (iban && !ibanDigits(out, at, at + to - from)) {
      return false;
    }
    return !Arrays.equals(b, from, to, out, at, at + to - from);
  }

  private static byte luhnDigit(byte[] d, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      int v = (d[n - 1 - i] - '0') << (1 - (i & 1));
      sum += v > 9 ? v - 9 : v;
    }
    return (byte) ('0' + (10 - sum % 10) % 10);
  }

  /** Puts the check digits of ISO 7064 mod 97-10 at the third and fourth place. */
  private static boolean ibanDigits(byte[] out, int from, int to) {
    int[] first = new int[4];
    int seen = 0;
    int r = 0;
    for (int i = from; i < to; i++) {
      if (!Chars.isAlnum(out[i])) {
        continue;
      }
      if (seen < 4) {
        first[seen++] = i;
      } else {
        r = step(r, out[i]);
      }
    }
    if (seen < 4 || !Chars.isLetter(out[first[0]]) || !Chars.isLetter(out[first[1]])) {
      return false;
    }
    r = step(step(r, out[first[0]]), out[first[1]]);
    int check = 98 - r * 100 % 97;
    out[first[2]] = (byte) ('0' + check / 10);
    out[first[3]] = (byte) ('0' + check % 10);
    return true;
  }

  private static int step(int r, byte c) {
    return Chars.isDigit(c)
        ? (r * 10 + c - '0') % 97
        : (r * 100 + (Chars.lower(c) - 'a') + 10) % 97;
  }
}
