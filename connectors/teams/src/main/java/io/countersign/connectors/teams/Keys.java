package io.countersign.connectors.teams;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the connector's tokens, from its metadata document. Fetched anew every day, and for a
 * key that nobody knows, though not more often than every few seconds: strangers name keys too.
 */
final class Keys {

  private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
  static final Duration LIFE = Duration.ofHours(24);
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final Http http;
  private final URI metadata;
  private final Clock clock;
  private Map<String, Known> known = Map.of();
  private Instant fetched = Instant.MIN;
  private Instant tried = Instant.MIN;

  /**
   * A key.
   *
   * @param endorsements the channels for which it may sign
   */
  record Known(RSAKey key, List<String> endorsements) {}

  Keys(Http http, URI metadata, Clock clock) {
    this.http = http;
    this.metadata = metadata;
    this.clock = clock;
  }

  /** The key of this id. A key that was withdrawn is believed for no longer than a day. */
  synchronized Optional<Known> find(String id) {
    Instant now = clock.instant();
    boolean stale = fetched.plus(LIFE).isBefore(now) || !known.containsKey(id);
    if (stale && (tried.equals(Instant.MIN) || !now.isBefore(tried.plus(PAUSE)))) {
      tried = now;
      try {
        fetch();
      } catch (IOException e) {
        LOG.warn("The keys of Teams' tokens cannot be fetched: {}", e.getMessage());
      }
    }
    return fetched.equals(Instant.MIN) || fetched.plus(LIFE).isBefore(now)
        ? Optional.empty()
        : Optional.ofNullable(known.get(id));
  }

  /**
   * Fetches them.
   *
   * @return what else the metadata says
   */
  synchronized Json fetch() throws IOException {
    Json document = http.get(metadata);
    URI keys =
        document
            .text("jwks_uri")
            .map(URI::create)
            .orElseThrow(() -> new IOException(metadata + " names no jwks_uri"));
    if (!"https".equals(keys.getScheme()) && !metadata.getScheme().equals(keys.getScheme())) {
      throw new IOException(keys + " is not https");
    }
    Map<String, Known> found = new HashMap<>();
    for (Json one : http.get(keys).objects("keys")) {
      read(one).ifPresent(key -> found.put(key.key().getKeyID(), key));
    }
    known = Map.copyOf(found);
    fetched = clock.instant();
    return document;
  }

  private static Optional<Known> read(Json json) {
    try {
      return JWK.parse(Json.write(json.values())) instanceof RSAKey key && key.getKeyID() != null
          ? Optional.of(new Known(key.toPublicJWK(), json.texts("endorsements")))
          : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
