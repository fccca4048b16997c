package io.countersign.masking.internal.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * FF1 format-preserving encryption of decimal digits (NIST SP 800-38G), with halves in longs. The
 * domain must hold at least a million values, as the standard's revision requires. Not thread-safe.
 */
public final class Ff1 {
  /** Fewest digits: 10⁶ values. */
  public static final int MIN_DIGITS = 6;

  /** Most digits: two halves of 18 digits fit into longs. */
  public static final int MAX_DIGITS = 36;

  private static final int ROUNDS = 10;
  private static final int BLOCK = 16;
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final Cipher cipher;
  private final byte[] tweak;
  private final byte[] prefix = new byte[BLOCK];
  private final byte[] state = new byte[BLOCK];
  private final byte[] next = new byte[BLOCK];
  private final byte[] q;

  /**
   * @param key 16 or 32 bytes
   * @param tweak is not secret; separates uses of one key
   */
  public Ff1(byte[] key, byte[] tweak) {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.tweak = tweak.clone();
    // Room for the tweak, a round number and up to eight bytes of a half, in whole blocks.
    q = new byte[(tweak.length + 1 + 8 + BLOCK - 1) / BLOCK * BLOCK];
  }

  /** Encrypts {@code n} ASCII digits in place. */
  public void encrypt(byte[] digits, int from, int n) {
    run(digits, from, n, true);
  }

  /** Reverses {@link #encrypt}. */
  public void decrypt(byte[] digits, int from, int n) {
    run(digits, from, n, false);
  }

  private void run(byte[] digits, int from, int n, boolean forward) {
    if (n < MIN_DIGITS || n > MAX_DIGITS) {
      throw new IllegalArgumentException("FF1 takes 6 to 36 digits here, not " + n + ".");
    }
    int u = n / 2;
    int v = n - u;
    int b = (bits(v) + 7) / 8;
    int d = 4 * ((b + 3) / 4) + 4;
    long left = number(digits, from, u);
    long right = number(digits, from + u, v);
    begin(n, u);
    for (int step = 0; step < ROUNDS; step++) {
      int round = forward ? step : ROUNDS - 1 - step;
      int m = round % 2 == 0 ? u : v;
      long y = roundValue(round, forward ? right : left, b, d, POWERS[m]);
      if (forward) {
        long c = (left + y) % POWERS[m];
        left = right;
        right = c;
      } else {
        long c = Math.floorMod(right - y, POWERS[m]);
        right = left;
        left = c;
      }
    }
    write(left, digits, from, u);
    write(right, digits, from + u, v);
  }

  /** Bits of the largest number of {@code v} digits: the standard's ceiling of v·log2(10). */
  private static int bits(int v) {
    return 64 - Long.numberOfLeadingZeros(POWERS[v] - 1);
  }

  private void begin(int n, int u) {
    byte[] p = {1, 2, 1, 0, 0, 10, 10, (byte) u, 0, 0, 0, (byte) n, 0, 0, 0, (byte) tweak.length};
    encryptBlock(p, 0, prefix);
  }

  private long roundValue(int round, long half, int b, int d, long modulus) {
    int length = (tweak.length + b + 1 + BLOCK - 1) / BLOCK * BLOCK;
    Arrays.fill(q, (byte) 0);
    System.arraycopy(tweak, 0, q, 0, tweak.length);
    q[length - b - 1] = (byte) round;
    for (int i = 0; i < b; i++) {
      q[length - 1 - i] = (byte) (half >>> (8 * i));
    }
    System.arraycopy(prefix, 0, state, 0, BLOCK);
    for (int at = 0; at < length; at += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        state[i] ^= q[at + i];
      }
      encryptBlock(state, 0, next);
      System.arraycopy(next, 0, state, 0, BLOCK);
    }
    // d is at most 12 for 18 digits, so the first block holds all of S.
    long y = 0;
    for (int i = 0; i < d; i++) {
      y = shifted(y, state[i] & 0xff, modulus);
    }
    return y;
  }

  /** {@code (y * 256 + next) mod modulus} without overflow, since the modulus is at most 10¹⁸. */
  static long shifted(long y, int next, long modulus) {
    long high = Math.multiplyHigh(y, 256);
    long low = y * 256;
    if (high == 0 && low >= 0) {
      return (low + next) % modulus;
    }
    long v = y;
    for (int i = 0; i < 8; i++) {
      v = (v * 2) % modulus;
    }
    return (v + next) % modulus;
  }

  private void encryptBlock(byte[] in, int from, byte[] out) {
    try {
      cipher.update(in, from, BLOCK, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static long number(byte[] digits, int from, int n) {
    long v = 0;
    for (int i = 0; i < n; i++) {
      v = v * 10 + digits[from + i] - '0';
    }
    return v;
  }

  static void write(long value, byte[] digits, int from, int n) {
    long v = value;
    for (int i = n - 1; i >= 0; i--) {
      digits[from + i] = (byte) ('0' + v % 10);
      v /= 10;
    }
  }
}
