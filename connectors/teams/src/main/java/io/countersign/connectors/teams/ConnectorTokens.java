package io.countersign.connectors.teams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the token that comes with an activity: that the connector signed it, for this bot, now,
 * for the service that the activity names, with a key that may speak for Teams. Tokens of Entra are
 * none of these, whatever tenant they name.
 */
final class ConnectorTokens {

  static final Duration SKEW = Duration.ofMinutes(5);
  static final String TEAMS = "msteams";
  private static final String BEARER = "Bearer ";

  private final Keys keys;
  private final TeamsSettings settings;
  private final Clock clock;

  ConnectorTokens(Keys keys, TeamsSettings settings, Clock clock) {
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What is wrong with it.
   *
   * @param header the Authorization header
   * @return empty where nothing is
   */
  Optional<String> objection(String header, Activity activity) {
    if (!header.startsWith(BEARER)) {
      return Optional.of("no bearer token");
    }
    try {
      SignedJWT token = SignedJWT.parse(header.substring(BEARER.length()));
      return signature(token, activity).or(() -> claims(claimsOf(token), activity));
    } catch (ParseException e) {
      return Optional.of("no signed token");
    }
  }

  private Optional<String> signature(SignedJWT token, Activity activity) {
    if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
      // Which one, whoever calls could have written.
      return Optional.of("not signed with RS256");
    }
    String id = token.getHeader().getKeyID();
    Optional<Keys.Known> key = id == null ? Optional.empty() : keys.find(id);
    if (key.isEmpty()) {
      return Optional.of("signed with an unknown key");
    }
    if (!activity.channel().equals(TEAMS) || !key.get().endorsements().contains(TEAMS)) {
      return Optional.of("not of " + TEAMS + ", or by a key that may not speak for it");
    }
    try {
      return token.verify(new RSASSAVerifier(key.get().key()))
          ? Optional.empty()
          : Optional.of("forged");
    } catch (JOSEException e) {
      return Optional.of("not verifiable");
    }
  }

  private static @Nullable JWTClaimsSet claimsOf(SignedJWT token) {
    try {
      return token.getJWTClaimsSet();
    } catch (ParseException e) {
      return null;
    }
  }

  private Optional<String> claims(@Nullable JWTClaimsSet claims, Activity activity) {
    if (claims == null) {
      return Optional.of("no claims");
    }
    if (!settings.issuer().equals(claims.getIssuer())) {
      return Optional.of("of another issuer");
    }
    if (!List.of(settings.app()).equals(claims.getAudience())) {
      return Optional.of("meant for another bot");
    }
    if (isOutOfTime(claims)) {
      return Optional.of("out of time");
    }
    boolean same =
        claims.getClaim("serviceurl") instanceof String service
            && activity.serviceText().equals(Optional.of(service));
    if (!same) {
      return Optional.of("of another service than the activity");
    }
    return activity.service().filter(settings::allows).isPresent()
        ? Optional.empty()
        : Optional.of("of a service that is not in service-urls");
  }

  private boolean isOutOfTime(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    Date from = claims.getNotBeforeTime();
    return expires == null
        || !now.minus(SKEW).isBefore(expires.toInstant())
        || (from != null && now.plus(SKEW).isBefore(from.toInstant()));
  }
}
