package io.countersign.connectors.zeebe;

import java.util.HexFormat;

/** The key that tests digest with: bytes 0 to 31. */
final class Keys {

  static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  static final byte[] TEST = HexFormat.of().parseHex(HEX);

  private Keys() {}
}
