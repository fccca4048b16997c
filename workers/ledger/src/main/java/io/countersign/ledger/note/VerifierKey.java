package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * A named public key that checks note signatures; its text form is the verifier string {@code
 * name+keyid+base64(type || key)} that Go's {@code sumdb/note} and the witnesses read.
 */
public final class VerifierKey {
  private final String name;
  private final SignatureType type;
  private final byte[] publicKey;
  private final int keyId;

  VerifierKey(String name, SignatureType type, byte[] publicKey) throws FormatException {
    KeyNames.requireValid(name);
    if (publicKey.length != Ed25519.KEY_LENGTH) {
      throw new FormatException("an Ed25519 public key has 32 bytes, not " + publicKey.length);
    }
    this.name = name;
    this.type = type;
    this.publicKey = publicKey.clone();
    this.keyId = KeyNames.keyId(name, type, publicKey);
  }

  /**
   * Reads a verifier string.
   *
   * @throws FormatException if a part is missing, the type is unknown, or the key id does not
   *     belong to the key
   */
  public static VerifierKey parse(String text) throws FormatException {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new FormatException("a verifier string is name+keyid+key, not '" + text + "'");
    }
    byte[] material = KeyNames.base64(parts[2]);
    if (material.length == 0) {
      throw new FormatException("the verifier string of " + parts[0] + " holds no key");
    }
    VerifierKey key =
        new VerifierKey(
            parts[0],
            SignatureType.of(material[0]),
            Arrays.copyOfRange(material, 1, material.length));
    if (!KeyNames.hex(key.keyId).equals(parts[1])) {
      throw new FormatException(
          "the key of %s has id %s, the verifier string says %s"
              .formatted(key.name, KeyNames.hex(key.keyId), parts[1]));
    }
    return key;
  }

  public String name() {
    return name;
  }

  public SignatureType type() {
    return type;
  }

  /** The key id as notes carry it: four bytes, big-endian. */
  public int keyId() {
    return keyId;
  }

  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The public key as a PEM file, a SubjectPublicKeyInfo (RFC 8410), as OpenSSL reads it. */
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(Ed25519.subjectPublicKeyInfo(publicKey))
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** Whether name and key id of a signature line point to this key. */
  public boolean matches(NoteSignature signature) {
    return signature.keyId() == keyId && signature.name().equals(name);
  }

  /** Whether the signature is this key's and right for the note text. */
  public boolean verifies(String noteText, NoteSignature signature) {
    if (!matches(signature)) {
      return false;
    }
    byte[] bytes = signature.bytes();
    byte[] text = noteText.getBytes(StandardCharsets.UTF_8);
    if (type == SignatureType.ED25519) {
      return bytes.length == Ed25519.SIGNATURE_LENGTH && Ed25519.verify(publicKey, text, bytes);
    }
    OptionalLong time = Cosignature.time(signature);
    return time.isPresent()
        && Ed25519.verify(
            publicKey,
            Cosignature.message(noteText, time.getAsLong()),
            Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key && key.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return keyId;
  }

  /** The verifier string. */
  @Override
  public String toString() {
    byte[] material =
        ByteBuffer.allocate(1 + publicKey.length).put(type.identifier()).put(publicKey).array();
    return name + "+" + KeyNames.hex(keyId) + "+" + Base64.getEncoder().encodeToString(material);
  }
}
