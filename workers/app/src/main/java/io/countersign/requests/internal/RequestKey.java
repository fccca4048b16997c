package io.countersign.requests.internal;

import io.countersign.support.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Makes an action's id of the key that its requester chose. */
final class RequestKey {

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long WITHOUT_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

  private RequestKey() {}

  /**
   * An id that only this requester gets, and for this key always. A UUID of version 8 (RFC 9562).
   */
  static UUID id(String requester, String key) {
    String named = "countersign/request-key/v1\n" + requester.length() + ":" + requester + key;
    String hex = Digests.hex(Digests.sha256(named.getBytes(StandardCharsets.UTF_8)));
    ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    long most = (digest.getLong() & ~VERSION_BITS) | VERSION_8;
    long least = (digest.getLong() & WITHOUT_VARIANT) | VARIANT;
    return new UUID(most, least);
  }
}
