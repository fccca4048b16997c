package io.countersign.masking.internal.mask;

import io.countersign.masking.DataClass;
import io.countersign.masking.internal.crypto.Ff1;
import io.countersign.masking.internal.crypto.Ff1Batch;
import io.countersign.masking.internal.detect.Chars;
import java.util.Arrays;

/**
 * Encrypts the digits of a cell and leaves everything else where it stands. Cards keep a valid Luhn
 * digit, IBANs their country and valid check digits. Not thread-safe.
 */
final class FormatPreserving {
  private final DataClass dataClass;
  private final Ff1Batch ff1;
  private final byte[] digits = new byte[Ff1.MAX_DIGITS + 1];

  /** Cell and patch of each number of the batch. */
  private int[] cells = new int[256];

  private int[] patches = new int[256];

  FormatPreserving(DataClass dataClass, Ff1Batch ff1) {
    this.dataClass = dataClass;
    this.ff1 = ff1;
  }

  /** Takes a cell whose encrypted value would be itself, and so needs a token. */
  @FunctionalInterface
  interface Fallback {
    void token(int cell, int patch);
  }

  void clear() {
    ff1.clear();
  }

  /**
   * Copies the cell to {@code out[at]} and notes its digits, to be encrypted by {@link #finish}.
   * Returns false where it has too few or too many digits, or letters that would stay; the caller
   * then makes a token.
   */
  boolean add(byte[] b, int from, int to, byte[] out, int at, int cell, int patch) {
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
        digits[n++] = c;
      }
    }
    int encrypted = dataClass == DataClass.CARD ? n - 1 : n;
    if (encrypted < Ff1.MIN_DIGITS || encrypted > Ff1.MAX_DIGITS) {
      return false;
    }
    if (iban && !startsLikeIban(b, from, to)) {
      return false;
    }
    int number = ff1.add(digits, 0, encrypted);
    if (number == cells.length) {
      cells = Arrays.copyOf(cells, number * 2);
      patches = Arrays.copyOf(patches, number * 2);
    }
    cells[number] = cell;
    patches[number] = patch;
    System.arraycopy(b, from, out, at, to - from);
    return true;
  }

  /** Encrypts the digits of all cells that were added, where they stand among the literals. */
  void finish(Patches all, Fallback fallback) {
    if (ff1.count() == 0) {
      return;
    }
    ff1.encrypt();
    byte[] out = all.literals();
    for (int i = 0; i < ff1.count(); i++) {
      int at = all.literalOf(patches[i]);
      if (!replace(i, out, at, at + all.literalLength(patches[i]))) {
        fallback.token(cells[i], patches[i]);
      }
    }
  }

  /** Puts the digits of a number in their places; false where nothing has changed. */
  private boolean replace(int number, byte[] out, int from, int to) {
    ff1.write(number, digits, 0);
    boolean iban = dataClass == DataClass.IBAN;
    int n = 0;
    int seen = 0;
    boolean changed = false;
    int last = from;
    for (int i = from; i < to; i++) {
      if (!Chars.isAlnum(out[i]) || ++seen <= 4 && iban) {
        continue;
      }
      if (Chars.isDigit(out[i])) {
        if (n < ff1.digits(number)) {
          changed |= out[i] != digits[n];
          out[i] = digits[n++];
        }
        last = i;
      }
    }
    if (dataClass == DataClass.CARD) {
      byte check = luhnDigit(digits, n);
      changed |= out[last] != check;
      out[last] = check;
    }
    if (iban) {
      ibanDigits(out, from, to);
    }
    return changed;
  }

  private static boolean startsLikeIban(byte[] b, int from, int to) {
    int letters = 0;
    for (int i = from; i < to && letters < 2; i++) {
      if (Chars.isAlnum(b[i])) {
        if (!Chars.isLetter(b[i])) {
          return false;
        }
        letters++;
      }
    }
    return letters == 2;
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
  private static void ibanDigits(byte[] out, int from, int to) {
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
    r = step(step(r, out[first[0]]), out[first[1]]);
    int check = 98 - r * 100 % 97;
    out[first[2]] = (byte) ('0' + check / 10);
    out[first[3]] = (byte) ('0' + check % 10);
  }

  private static int step(int r, byte c) {
    return Chars.isDigit(c)
        ? (r * 10 + c - '0') % 97
        : (r * 100 + (Chars.lower(c) - 'a') + 10) % 97;
  }
}
