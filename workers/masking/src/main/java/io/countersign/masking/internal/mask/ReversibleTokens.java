package io.countersign.masking.internal.mask;

import io.countersign.masking.MaskingKeys;
import io.countersign.masking.internal.crypto.AesSiv;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that can be turned back: {@code REV_} and AES-SIV of the cell's bytes in the letters and
 * digits of {@link Tokens}. Not thread-safe.
 */
public final class ReversibleTokens {
  static final byte[] PREFIX = "REV_".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ALPHABET =
      "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

  private final AesSiv cipher;

  /**
   * @param keyId one of the reversal keys
   */
  public ReversibleTokens(MaskingKeys reversal, String keyId, String domain) {
    cipher =
        new AesSiv(
            reversal.derive(keyId, "reversible/" + domain, 64),
            domain.getBytes(StandardCharsets.UTF_8));
  }

  /** Length of the token of {@code n} bytes. */
  static int length(int n) {
    return PREFIX.length + ((n + AesSiv.OVERHEAD) * 8 + 4) / 5;
  }

  int write(byte[] b, int from, int to, byte[] out, int at) {
    byte[] encrypted = cipher.encrypt(Arrays.copyOfRange(b, from, to));
    System.arraycopy(PREFIX, 0, out, at, PREFIX.length);
    int p = at + PREFIX.length;
    int bits = 0;
    int held = 0;
    for (byte e : encrypted) {
      bits = (bits << 8 | e & 0xff) & 0xfff;
      held += 8;
      while (held >= 5) {
        held -= 5;
        out[p++] = ALPHABET[bits >>> held & 0x1f];
      }
    }
    if (held > 0) {
      out[p++] = ALPHABET[bits << (5 - held) & 0x1f];
    }
    return p - at;
  }

  /** Whether a byte may be part of a token after its prefix. */
  static boolean inBody(byte c) {
    return c >= 'a' && c <= 'z' || c >= '2' && c <= '7';
  }

  /** What was masked, by the letters after the prefix; null where another key made the token. */
  byte @Nullable [] open(byte[] b, int from, int to) {
    byte[] encrypted = new byte[(to - from) * 5 / 8];
    int bits = 0;
    int held = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      bits = (bits << 5 | (b[i] >= 'a' ? b[i] - 'a' : b[i] - '2' + 26)) & 0xfff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        encrypted[n++] = (byte) (bits >>> held);
      }
    }
    return cipher.decrypt(encrypted);
  }
}
