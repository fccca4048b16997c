package io.countersign.masking.internal.crypto;

import io.countersign.masking.internal.csv.Swar;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CMAC (RFC 4493, NIST SP 800-38B) of many messages at once: the n-th blocks of all messages go
 * through the cipher in one call, which is several times faster than one call per message. Not
 * thread-safe.
 */
public final class CmacBatch extends PrfBatch {
  private static final int BLOCK = 16;

  private final Cipher cipher;
  private final byte[] k1;
  private final byte[] k2;

  private int[] firstBlock = new int[256];
  private int[] blocks = new int[256];
  private int longest;
  private byte[] lanes = new byte[1 << 12];
  private byte[] encrypted = new byte[1 << 12];
  private int[] active = new int[256];

  /**
   * @param key 16 or 32 bytes
   */
  public CmacBatch(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      k1 = doubled(cipher.doFinal(new byte[BLOCK]));
      k2 = doubled(k1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] doubled(byte[] in) {
    byte[] out = new byte[BLOCK];
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int v = ((in[i] & 0xff) << 1) | carry;
      out[i] = (byte) v;
      carry = v >>> 8;
    }
    if (carry != 0) {
      out[BLOCK - 1] ^= (byte) 0x87;
    }
    return out;
  }

  @Override
  public void clear() {
    super.clear();
    longest = 0;
  }

  @Override
  public int commit(int length) {
    if (count == firstBlock.length) {
      firstBlock = Arrays.copyOf(firstBlock, count * 2);
      blocks = Arrays.copyOf(blocks, count * 2);
      active = Arrays.copyOf(active, count * 2);
    }
    int n = length == 0 ? 1 : (length + BLOCK - 1) / BLOCK;
    int end = used + n * BLOCK;
    byte[] subkey = k1;
    if (length != n * BLOCK) {
      subkey = k2;
      Swar.store(messages, used + length, 0x80);
      Swar.store(messages, used + length + 8, 0);
    }
    xor(messages, end - BLOCK, subkey, 0, messages, end - BLOCK);
    firstBlock[count] = used;
    blocks[count] = n;
    longest = Math.max(longest, n);
    used = end;
    return count++;
  }

  @Override
  public void compute() {
    if (count == 0) {
      return;
    }
    int size = count * BLOCK;
    if (macs.length < size) {
      int capacity = Math.max(size, macs.length * 2);
      macs = new byte[capacity];
      lanes = new byte[capacity];
      encrypted = new byte[capacity];
    }
    if (longest == 1) {
      encrypt(messages, size, macs);
      return;
    }
    int open = 0;
    for (int i = 0; i < count; i++) {
      copyBlock(messages, firstBlock[i], lanes, i * BLOCK);
      if (blocks[i] > 1) {
        active[open++] = i;
      }
    }
    encrypt(lanes, size, macs);
    for (int round = 1; open > 0; round++) {
      for (int a = 0; a < open; a++) {
        int i = active[a];
        xor(messages, firstBlock[i] + round * BLOCK, macs, i * BLOCK, lanes, a * BLOCK);
      }
      encrypt(lanes, open * BLOCK, encrypted);
      int still = 0;
      for (int a = 0; a < open; a++) {
        int i = active[a];
        copyBlock(encrypted, a * BLOCK, macs, i * BLOCK);
        if (blocks[i] > round + 1) {
          active[still++] = i;
        }
      }
      open = still;
    }
  }

  private void encrypt(byte[] in, int length, byte[] out) {
    try {
      cipher.update(in, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyBlock(byte[] in, int from, byte[] out, int to) {
    Swar.store(out, to, Swar.load(in, from));
    Swar.store(out, to + 8, Swar.load(in, from + 8));
  }

  private static void xor(byte[] a, int i, byte[] b, int j, byte[] out, int k) {
    Swar.store(out, k, Swar.load(a, i) ^ Swar.load(b, j));
    Swar.store(out, k + 8, Swar.load(a, i + 8) ^ Swar.load(b, j + 8));
  }
}
