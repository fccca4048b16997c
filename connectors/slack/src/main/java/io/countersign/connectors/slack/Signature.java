package io.countersign.connectors.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a call comes from Slack: HMAC-SHA-256 over {@code v0:timestamp:body}, the body byte for
 * byte, not older nor newer than five minutes, and seen once.
 */
final class Signature {

  static final Duration SKEW = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v0";
  private static final int MOST_REMEMBERED = 200_000;

  private final SecretKeySpec key;
  private final Clock clock;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Seen> inOrder = new ArrayDeque<>();

  private record Seen(String signature, Instant until) {}

  /** Why a call is refused. */
  enum Verdict {
    GENUINE,
    /** A header is missing, twice there or malformed. */
    MALFORMED,
    OUT_OF_TIME,
    FORGED,
    REPLAYED,
    /** More calls within ten minutes than are remembered. */
    TOO_MANY
  }

  /**
   * @throws IllegalArgumentException when the secret is blank: anybody could sign with it
   */
  Signature(String secret, Clock clock) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("A blank signing secret verifies nothing.");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  Verdict verify(String timestamp, String signature, byte[] body) {
    if (!timestamp.matches("[0-9]{1,12}") || !signature.matches("v0=[0-9a-f]{64}")) {
      return Verdict.MALFORMED;
    }
    Instant now = clock.instant();
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
      return Verdict.OUT_OF_TIME;
    }
    byte[] expected = sign(timestamp, body);
    byte[] given = HexFormat.of().parseHex(signature, VERSION.length() + 1, signature.length());
    return MessageDigest.isEqual(expected, given)
        ? once(signature, signed.plus(SKEW), now)
        : Verdict.FORGED;
  }

  /** A signature covers its timestamp, so it is remembered for as long as that counts. */
  private synchronized Verdict once(String signature, Instant until, Instant now) {
    while (!inOrder.isEmpty() && inOrder.peekFirst().until().isBefore(now.minus(SKEW))) {
      seen.remove(inOrder.removeFirst().signature());
    }
    if (seen.contains(signature)) {
      return Verdict.REPLAYED;
    }
    if (seen.size() >= MOST_REMEMBERED) {
      return Verdict.TOO_MANY;
    }
    seen.add(signature);
    inOrder.addLast(new Seen(signature, until));
    return Verdict.GENUINE;
  }

  private byte[] sign(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime brings " + ALGORITHM + ".", e);
    }
  }
}
