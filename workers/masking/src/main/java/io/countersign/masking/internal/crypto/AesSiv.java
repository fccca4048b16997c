package io.countersign.masking.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-SIV (RFC 5297): deterministic encryption that tells equal messages and nothing else, and that
 * notices every change. Not thread-safe.
 */
public final class AesSiv {
  /** Bytes that an encrypted message has more than the message. */
  public static final int OVERHEAD = 16;

  private final CmacBatch mac;
  private final SecretKeySpec counterKey;
  private final Cipher cipher;
  private final byte[] start;

  /**
   * @param key 32 or 64 bytes, of which the first half is for the MAC
   * @param context is authenticated with every message
   */
  public AesSiv(byte[] key, byte[] context) {
    if (key.length != 32 && key.length != 64) {
      throw new IllegalArgumentException("A key of 32 or 64 bytes is expected.");
    }
    mac = new CmacBatch(Arrays.copyOf(key, key.length / 2));
    counterKey = new SecretKeySpec(key, key.length / 2, key.length / 2, "AES");
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    start = CmacBatch.doubled(mac(new byte[OVERHEAD]));
    xor(start, 0, mac(context));
  }

  /** The synthetic vector, then the encrypted message. */
  public byte[] encrypt(byte[] message) {
    byte[] vector = vector(message);
    byte[] out = Arrays.copyOf(vector, OVERHEAD + message.length);
    byte[] hidden = counter(vector, message);
    System.arraycopy(hidden, 0, out, OVERHEAD, hidden.length);
    return out;
  }

  /** The message, or null where it was made with another key or context, or was changed. */
  public byte @Nullable [] decrypt(byte[] encrypted) {
    if (encrypted.length < OVERHEAD) {
      return null;
    }
    byte[] vector = Arrays.copyOf(encrypted, OVERHEAD);
    byte[] message = counter(vector, Arrays.copyOfRange(encrypted, OVERHEAD, encrypted.length));
    return MessageDigest.isEqual(vector, vector(message)) ? message : null;
  }

  private byte[] vector(byte[] message) {
    if (message.length >= OVERHEAD) {
      byte[] last = message.clone();
      xor(last, last.length - OVERHEAD, start);
      return mac(last);
    }
    byte[] last = Arrays.copyOf(message, OVERHEAD);
    last[message.length] = (byte) 0x80;
    xor(last, 0, CmacBatch.doubled(start));
    return mac(last);
  }

  private byte[] counter(byte[] vector, byte[] message) {
    byte[] first = vector.clone();
    first[8] &= 0x7f;
    first[12] &= 0x7f;
    try {
      cipher.init(Cipher.ENCRYPT_MODE, counterKey, new IvParameterSpec(first));
      return cipher.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] message) {
    mac.clear();
    byte[] room = mac.reserve(message.length);
    System.arraycopy(message, 0, room, mac.position(), message.length);
    mac.commit(message.length);
    mac.compute();
    return Arrays.copyOf(mac.macs(), OVERHEAD);
  }

  private static void xor(byte[] a, int at, byte[] b) {
    for (int i = 0; i < OVERHEAD; i++) {
      a[at + i] ^= b[i];
    }
  }
}
