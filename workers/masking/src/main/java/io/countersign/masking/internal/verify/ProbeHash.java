package io.countersign.masking.internal.verify;

import io.countersign.masking.internal.csv.Swar;
import java.security.SecureRandom;

/**
 * A keyed 64-bit hash for the filter: multiply and fold, eight bytes at a time, with a key that
 * lives as long as one check. It is not a MAC and nothing of it leaves the process.
 */
final class ProbeHash {
  private final long k0;
  private final long k1;

  ProbeHash() {
    SecureRandom random = new SecureRandom();
    k0 = random.nextLong() | 1;
    k1 = random.nextLong() | 1;
  }

  /** {@code b} must have 8 readable bytes after {@code to}. */
  long of(long scope, byte[] b, int from, int to) {
    long h = fold(scope ^ k0, k1 ^ (to - from));
    int i = from;
    for (; i + 8 <= to; i += 8) {
      h = fold(h ^ Swar.load(b, i), k1);
    }
    if (i < to) {
      long tail = Swar.load(b, i) & (-1L >>> (64 - 8 * (to - i)));
      h = fold(h ^ tail, k0);
    }
    return fold(h, k0);
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
