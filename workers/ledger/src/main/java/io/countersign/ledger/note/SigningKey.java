package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A named private key that signs notes. Its secret text form is that of Go's {@code sumdb/note}:
 * {@code PRIVATE+KEY+name+keyid+base64(type || seed)}; {@link #toString} never shows it.
 */
public final class SigningKey {
  private static final String SECRET_PREFIX = "PRIVATE+KEY+";

  private final byte[] seed;
  private final VerifierKey verifier;

  private SigningKey(byte[] seed, VerifierKey verifier) {
    this.seed = seed;
    this.verifier = verifier;
  }

  /**
   * Makes a fresh key from the platform's secure random source.
   *
   * @throws IllegalArgumentException if the name is empty or has spaces or a plus
   */
  public static SigningKey generate(String name, SignatureType type) {
    Ed25519.Pair pair = Ed25519.generate();
    try {
      return new SigningKey(pair.seed(), new VerifierKey(name, type, pair.publicKey()));
    } catch (FormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Reads a secret text together with the verifier string that belongs to it.
   *
   * @throws FormatException if either is malformed or the two are not one pair; the message never
   *     holds the secret
   */
  public static SigningKey parse(String secret, VerifierKey verifier) throws FormatException {
    String expected = SECRET_PREFIX + verifier.name() + "+" + KeyNames.hex(verifier.keyId()) + "+";
    if (!secret.startsWith(expected)) {
      throw new FormatException("the private key is not that of " + verifier);
    }
    byte[] material;
    try {
      material = Base64.getDecoder().decode(secret.substring(expected.length()));
    } catch (IllegalArgumentException e) {
      throw new FormatException("the private key of " + verifier.name() + " is not Base64");
    }
    if (material.length != 1 + Ed25519.KEY_LENGTH || material[0] != verifier.type().identifier()) {
      throw new FormatException("the private key of " + verifier.name() + " has a wrong form");
    }
    SigningKey key = new SigningKey(Arrays.copyOfRange(material, 1, material.length), verifier);
    byte[] probe = "countersign key check\n".getBytes(StandardCharsets.UTF_8);
    if (!Ed25519.verify(verifier.publicKey(), probe, Ed25519.sign(key.seed, probe))) {
      throw new FormatException("the private key does not belong to " + verifier);
    }
    return key;
  }

  public String name() {
    return verifier.name();
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /**
   * Signs a note text.
   *
   * @param time the time that a cosignature states; other types do not carry it
   */
  public NoteSignature sign(String noteText, Instant time) {
    byte[] signature =
        switch (verifier.type()) {
          case ED25519 -> Ed25519.sign(seed, noteText.getBytes(StandardCharsets.UTF_8));
          case COSIGNATURE_V1 -> cosign(noteText, time.getEpochSecond());
        };
    return new NoteSignature(verifier.name(), verifier.keyId(), signature);
  }

  private byte[] cosign(String noteText, long seconds) {
    byte[] signature = Ed25519.sign(seed, Cosignature.message(noteText, seconds));
    return ByteBuffer.allocate(Long.BYTES + signature.length)
        .putLong(seconds)
        .put(signature)
        .array();
  }

  /** The secret text, for writing to a file that only its owner may read. */
  public String secret() {
    byte[] material =
        ByteBuffer.allocate(1 + seed.length).put(verifier.type().identifier()).put(seed).array();
    return SECRET_PREFIX
        + verifier.name()
        + "+"
        + KeyNames.hex(verifier.keyId())
        + "+"
        + Base64.getEncoder().encodeToString(material);
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifier + "]";
  }
}
