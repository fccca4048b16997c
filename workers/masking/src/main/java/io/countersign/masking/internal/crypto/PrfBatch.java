package io.countersign.masking.internal.crypto;

import java.util.Arrays;

/** A pseudorandom function over many messages, 16 bytes of result for each. Not thread-safe. */
public abstract class PrfBatch {
  /** Bytes that may be written past a message. */
  static final int SLACK = 32;

  byte[] messages = new byte[1 << 14];
  int used;
  int count;
  byte[] macs = new byte[1 << 12];

  public void clear() {
    used = 0;
    count = 0;
  }

  public final int count() {
    return count;
  }

  /** Room for a message of up to {@code length} bytes, to be written from {@link #position()}. */
  public final byte[] reserve(int length) {
    int need = used + length + SLACK;
    if (need > messages.length) {
      messages = Arrays.copyOf(messages, Math.max(need, messages.length * 2));
    }
    return messages;
  }

  public final int position() {
    return used;
  }

  /** Ends the message that was written at {@link #position()}; returns its number. */
  public abstract int commit(int length);

  /** Computes what is open; {@link #macs()} then holds 16 bytes per message, in order. */
  public abstract void compute();

  public final byte[] macs() {
    return macs;
  }
}
