package io.countersign.connectors.teams;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls that were taken: each counts once for as long as its token could be sent again. The token
 * does not cover the body, so this refuses a call that was recorded, not one that was made up by
 * somebody who holds a token; that is what TLS is for.
 */
final class Seen {

  /** Connector tokens live for an hour. */
  static final Duration LIFE = Duration.ofMinutes(75);

  private static final int MOST = 200_000;

  private final Clock clock;
  private final Map<String, Instant> calls = new LinkedHashMap<>();

  Seen(Clock clock) {
    this.clock = clock;
  }

  /** What a call is to us. */
  enum Verdict {
    NEW,
    REPLAYED,
    TOO_MANY
  }

  synchronized Verdict take(String header, byte[] body) {
    Instant now = clock.instant();
    for (Iterator<Instant> until = calls.values().iterator(); until.hasNext(); ) {
      if (until.next().isAfter(now)) {
        break;
      }
      until.remove();
    }
    if (calls.size() >= MOST) {
      return Verdict.TOO_MANY;
    }
    return calls.putIfAbsent(digest(header, body), now.plus(LIFE)) == null
        ? Verdict.NEW
        : Verdict.REPLAYED;
  }

  private static String digest(String header, byte[] body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(header.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      return HexFormat.of().formatHex(sha256.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
