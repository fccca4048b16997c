package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One signature line of a note: who signed, with which key, and the signature's bytes. */
public final class NoteSignature {
  private static final String DASH = "\u2014 ";

  private final String name;
  private final int keyId;
  private final byte[] bytes;

  NoteSignature(String name, int keyId, byte[] bytes) {
    this.name = name;
    this.keyId = keyId;
    this.bytes = bytes.clone();
  }

  /**
   * Reads {@code — name base64(keyid || signature)}, without its newline.
   *
   * @throws FormatException if the line is anything else
   */
  public static NoteSignature parse(String line) throws FormatException {
    String[] parts = line.startsWith(DASH) ? line.substring(2).split(" ", -1) : new String[0];
    if (parts.length != 2) {
      throw new FormatException(
          "a signature line is an em dash, a name and Base64, not '" + line + "'");
    }
    KeyNames.requireValid(parts[0]);
    byte[] raw = KeyNames.base64(parts[1]);
    if (raw.length <= Integer.BYTES) {
      throw new FormatException("the signature of " + parts[0] + " is cut short: '" + line + "'");
    }
    int keyId = ByteBuffer.wrap(raw).getInt();
    return new NoteSignature(parts[0], keyId, Arrays.copyOfRange(raw, Integer.BYTES, raw.length));
  }

  public String name() {
    return name;
  }

  public int keyId() {
    return keyId;
  }

  /** The signature without its key id. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The line, without a newline. */
  @Override
  public String toString() {
    byte[] raw = ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(keyId).put(bytes).array();
    return DASH + name + " " + Base64.getEncoder().encodeToString(raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteSignature signature && signature.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
