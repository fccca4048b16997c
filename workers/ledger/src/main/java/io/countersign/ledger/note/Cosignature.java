package io.countersign.ledger.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The parts of a {@code cosignature/v1}: a time in POSIX seconds, then an Ed25519 signature. */
public final class Cosignature {
  private Cosignature() {}

  /** The POSIX time in seconds that a cosignature states; empty if it does not have its form. */
  public static OptionalLong time(NoteSignature signature) {
    byte[] bytes = signature.bytes();
    if (bytes.length != Long.BYTES + Ed25519.SIGNATURE_LENGTH) {
      return OptionalLong.empty();
    }
    long time = ByteBuffer.wrap(bytes).getLong();
    return time < 0 ? OptionalLong.empty() : OptionalLong.of(time);
  }

  static byte[] message(String noteText, long time) {
    return ("cosignature/v1\ntime " + time + "\n" + noteText).getBytes(StandardCharsets.UTF_8);
  }
}
