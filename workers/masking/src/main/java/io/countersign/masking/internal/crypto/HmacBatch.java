package io.countersign.masking.internal.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104), cut to 16 bytes. Slower than {@link CmacBatch}, for whoever asks for it.
 */
public final class HmacBatch extends PrfBatch {
  private static final int LENGTH = 16;

  private final Mac mac;
  private final byte[] full = new byte[32];

  public HmacBatch(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int commit(int length) {
    if ((count + 1) * LENGTH > macs.length) {
      macs = Arrays.copyOf(macs, macs.length * 2);
    }
    try {
      mac.update(messages, used, length);
      mac.doFinal(full, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(full, 0, macs, count * LENGTH, LENGTH);
    return count++;
  }

  @Override
  public void compute() {
    // Every message was computed when it was committed.
  }
}
