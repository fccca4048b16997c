package io.countersign.ledger.note;

import io.countersign.ledger.FormatException;

/** The signature algorithms of C2SP signed-note that this library makes and checks. */
public enum SignatureType {
  /** Ed25519 over the note text. */
  ED25519(0x01),
  /** Timestamped Ed25519 witness cosignature, as C2SP tlog-cosignature defines it. */
  COSIGNATURE_V1(0x04);

  private final byte identifier;

  SignatureType(int identifier) {
    this.identifier = (byte) identifier;
  }

  /** The byte that stands for this type in key ids and encoded keys. */
  public byte identifier() {
    return identifier;
  }

  static SignatureType of(byte identifier) throws FormatException {
    for (SignatureType type : values()) {
      if (type.identifier == identifier) {
        return type;
      }
    }
    throw new FormatException(
        "signature type 0x%02x is not supported; 0x01 (Ed25519) and 0x04 (cosignature/v1) are"
            .formatted(identifier));
  }
}
