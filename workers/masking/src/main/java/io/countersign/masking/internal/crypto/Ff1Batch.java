package io.countersign.masking.internal.crypto;

import io.countersign.masking.internal.csv.Swar;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@link Ff1} of many numbers at once: a round of all of them is one call of the cipher. The blocks
 * of a round's message but the last are the same for all numbers of one length, so each round costs
 * one block. Not thread-safe.
 */
public final class Ff1Batch {
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
  private final boolean[] known = new boolean[Ff1.MAX_DIGITS + 1];
  private final long[] baseHigh = new long[Ff1.MAX_DIGITS + 1];
  private final long[] baseLow = new long[Ff1.MAX_DIGITS + 1];

  private long[] left = new long[256];
  private long[] right = new long[256];
  private byte[] digits = new byte[256];
  private int count;
  private byte[] lanes = new byte[1 << 12];
  private byte[] encrypted = new byte[1 << 12];

  /**
   * @param key 16 or 32 bytes
   * @param tweak is not secret; separates uses of one key
   */
  public Ff1Batch(byte[] key, byte[] tweak) {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    this.tweak = tweak.clone();
  }

  public void clear() {
    count = 0;
  }

  public int count() {
    return count;
  }

  /** Adds a number of {@code n} ASCII digits, 6 to 36; returns its place in the batch. */
  public int add(byte[] number, int from, int n) {
    if (n < Ff1.MIN_DIGITS || n > Ff1.MAX_DIGITS) {
      throw new IllegalArgumentException("FF1 takes 6 to 36 digits here, not " + n + ".");
    }
    if (count == left.length) {
      left = Arrays.copyOf(left, count * 2);
      right = Arrays.copyOf(right, count * 2);
      digits = Arrays.copyOf(digits, count * 2);
    }
    if (!known[n]) {
      prepare(n);
    }
    int u = n / 2;
    left[count] = Ff1.number(number, from, u);
    right[count] = Ff1.number(number, from + u, n - u);
    digits[count] = (byte) n;
    return count++;
  }

  /** Encrypts all numbers of the batch. */
  public void encrypt() {
    int size = count * BLOCK;
    if (lanes.length < size) {
      lanes = new byte[Math.max(size, lanes.length * 2)];
      encrypted = new byte[lanes.length];
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < count; i++) {
        lane(i, round);
      }
      encrypt(lanes, size, encrypted);
      for (int i = 0; i < count; i++) {
        step(i, round);
      }
    }
  }

  /** Number of digits of a number of the batch. */
  public int digits(int i) {
    return digits[i];
  }

  /** Writes the digits of an encrypted number. */
  public void write(int i, byte[] out, int at) {
    int n = digits[i];
    Ff1.write(left[i], out, at, n / 2);
    Ff1.write(right[i], out, at + n / 2, n - n / 2);
  }

  private void lane(int i, int round) {
    int n = digits[i];
    int b = bytes(n);
    long high = baseHigh[n];
    long low = baseLow[n] ^ right[i];
    if (b < 8) {
      low ^= (long) round << 8 * b;
    } else {
      high ^= round;
    }
    Swar.store(lanes, i * BLOCK, Long.reverseBytes(high));
    Swar.store(lanes, i * BLOCK + 8, Long.reverseBytes(low));
  }

  private void step(int i, int round) {
    int n = digits[i];
    int m = (round & 1) == 0 ? n / 2 : n - n / 2;
    long modulus = POWERS[m];
    long y = Long.remainderUnsigned(Long.reverseBytes(Swar.load(encrypted, i * BLOCK)), modulus);
    if (bytes(n) > 4) {
      for (int k = 8; k < 12; k++) {
        y = Ff1.shifted(y, encrypted[i * BLOCK + k] & 0xff, modulus);
      }
    }
    long c = left[i] + y;
    left[i] = right[i];
    right[i] = c >= modulus ? c - modulus : c;
  }

  /** Bytes of the largest right half. */
  private static int bytes(int n) {
    return (64 - Long.numberOfLeadingZeros(POWERS[n - n / 2] - 1) + 7) / 8;
  }

  /** What all numbers of this length share: the chained blocks before the last, and its tweak. */
  private void prepare(int n) {
    int u = n / 2;
    int b = bytes(n);
    byte[] state = new byte[BLOCK];
    byte[] p = {1, 2, 1, 0, 0, 10, 10, (byte) u, 0, 0, 0, (byte) n, 0, 0, 0, (byte) tweak.length};
    encrypt(p, BLOCK, state);
    int length = (tweak.length + b + 1 + BLOCK - 1) / BLOCK * BLOCK;
    byte[] q = Arrays.copyOf(tweak, length);
    for (int at = 0; at < length; at += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        state[i] ^= q[at + i];
      }
      if (at + BLOCK < length) {
        encrypt(state.clone(), BLOCK, state);
      }
    }
    baseHigh[n] = Long.reverseBytes(Swar.load(state, 0));
    baseLow[n] = Long.reverseBytes(Swar.load(state, 8));
    known[n] = true;
  }

  private void encrypt(byte[] in, int length, byte[] out) {
    try {
      cipher.update(in, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
