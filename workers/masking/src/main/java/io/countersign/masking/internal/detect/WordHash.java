package io.countersign.masking.internal.detect;

import io.countersign.masking.internal.csv.Swar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Hash of a word whatever its case. Bit 5 of every byte is set before hashing: it tells upper from
 * lower case in ASCII and, in the second byte, in the Latin-1 letters; digits have it already.
 */
public final class WordHash {
  private static final long LOWER = 0x2020202020202020L;
  private static final long K = 0x9e3779b97f4a7c15L;

  private WordHash() {}

  /** {@code b} must have eight readable bytes after {@code to}. */
  static long of(byte[] b, int from, int to) {
    long h = (to - from) * K;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      h = mix(h ^ (Swar.load(b, i) | LOWER));
    }
    if (i < to) {
      h = mix(h ^ ((Swar.load(b, i) | LOWER) & (-1L >>> (64 - 8 * (to - i)))));
    }
    return h == 0 ? 1 : h;
  }

  private static long mix(long h) {
    long m = h * K;
    return m ^ (m >>> 32);
  }

  /** The hash of a text outside a padded buffer, or with letters that need Unicode's case rules. */
  static long ofText(String word) {
    byte[] b = word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return of(Arrays.copyOf(b, b.length + 8), 0, b.length);
  }

  /** Like {@link #of}, for any letters. */
  public static long any(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((b[i] & 0xff) >= 0xc4) {
        return ofText(new String(b, from, to - from, StandardCharsets.UTF_8));
      }
    }
    return of(b, from, to);
  }
}
