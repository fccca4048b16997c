package io.countersign.masking.internal.crypto;

import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.io.Digests;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104), cut to 16 bytes. Slower than {@link CmacBatch}, for whoever asks for it;
 * values that were just seen are not computed again, since columns repeat themselves.
 */
public final class HmacBatch extends PrfBatch {
  private static final int LENGTH = 16;
  private static final int BLOCK = 64;
  private static final int HASH = 32;
  private static final int RECENT = 1 << 9;

  private final MessageDigest sha = Digests.sha256();

  /** The padded key, and room for the message after it. */
  private byte[] inner = new byte[BLOCK * 4];

  private final byte[] outer = new byte[BLOCK + HASH];

  private final byte[] recent = new byte[RECENT * BLOCK];
  private final byte[] recentMac = new byte[RECENT * LENGTH];
  private final byte[] recentLength = new byte[RECENT];

  /**
   * @param key at most 64 bytes
   */
  public HmacBatch(byte[] key) {
    if (key.length > BLOCK) {
      throw new IllegalArgumentException("The key has more than 64 bytes.");
    }
    for (int i = 0; i < BLOCK; i++) {
      byte k = i < key.length ? key[i] : 0;
      inner[i] = (byte) (k ^ 0x36);
      outer[i] = (byte) (k ^ 0x5c);
    }
  }

  @Override
  public int commit(int length) {
    if ((count + 1) * LENGTH > macs.length) {
      macs = Arrays.copyOf(macs, macs.length * 2);
    }
    if (length == 0 || length > BLOCK) {
      hmac(length, macs, count * LENGTH);
      return count++;
    }
    int slot = slot(length);
    boolean known =
        recentLength[slot] == length
            && Arrays.equals(
                messages, used, used + length, recent, slot * BLOCK, slot * BLOCK + length);
    if (!known) {
      hmac(length, recentMac, slot * LENGTH);
      System.arraycopy(messages, used, recent, slot * BLOCK, length);
      recentLength[slot] = (byte) length;
    }
    System.arraycopy(recentMac, slot * LENGTH, macs, count * LENGTH, LENGTH);
    return count++;
  }

  private int slot(int length) {
    long h = length;
    for (int i = 0; i < length; i += 8) {
      h = (h ^ Swar.head(Swar.load(messages, used + i), length - i)) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 32;
    }
    return (int) h & (RECENT - 1);
  }

  private void hmac(int length, byte[] out, int at) {
    if (inner.length < BLOCK + length) {
      inner = Arrays.copyOf(inner, (BLOCK + length) * 2);
    }
    System.arraycopy(messages, used, inner, BLOCK, length);
    try {
      sha.update(inner, 0, BLOCK + length);
      sha.digest(outer, BLOCK, HASH);
      sha.update(outer, 0, BLOCK + HASH);
      sha.digest(inner, BLOCK, HASH);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(inner, BLOCK, out, at, LENGTH);
  }

  @Override
  public void compute() {
    // Every message was computed when it was committed.
  }
}
