package io.countersign.access.internal;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Checks the access tokens of one issuer. Keys come from the issuer's metadata and from nowhere
 * else: a key, or the address of one, that a token brings along is not looked at.
 */
final class IssuerDecoder {

  /** How long keys count without being fetched again, in ms. */
  private static final long KEYS_LIVE = Duration.ofMinutes(5).toMillis();

  private static final long KEYS_WAIT = Duration.ofSeconds(15).toMillis();

  /** While the issuer does not answer, in ms. */
  private static final long KEYS_OUTLIVE_AN_OUTAGE = Duration.ofHours(1).toMillis();

  /** A token of an unknown key has the keys fetched, at most twice in this time, in ms. */
  private static final long FETCH_EVERY = Duration.ofSeconds(30).toMillis();

  private IssuerDecoder() {}

  static JwtDecoder of(Issuer issuer, Clock clock) {
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor(issuer));
    decoder.setJwtValidator(validator(issuer, clock));
    decoder.setClaimSetConverter(asTheyCame());
    return decoder;
  }

  /** Claims of the usual types. The usual converter makes up when a token was issued. */
  static Converter<Map<String, Object>, Map<String, Object>> asTheyCame() {
    Converter<Map<String, Object>, Map<String, Object>> usual =
        MappedJwtClaimSetConverter.withDefaults(Map.of());
    return claims -> {
      Map<String, Object> converted = new HashMap<>(Objects.requireNonNull(usual.convert(claims)));
      if (!claims.containsKey(JwtClaimNames.IAT)) {
        converted.remove(JwtClaimNames.IAT);
      }
      return converted;
    };
  }

  /** Checks type, algorithm and signature; not the claims. */
  static DefaultJWTProcessor<SecurityContext> processor(Issuer issuer) {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(new IssuerMetadata(issuer))
            .cache(KEYS_LIVE, KEYS_WAIT)
            .refreshAheadCache(false)
            .rateLimited(FETCH_EVERY)
            .outageTolerant(KEYS_OUTLIVE_AN_OUTAGE)
            .build();
    Set<JWSAlgorithm> algorithms =
        issuer.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    // The claims are checked below, by the application's clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    return processor;
  }

  private static OAuth2TokenValidator<Jwt> validator(Issuer issuer, Clock clock) {
    JwtTimestampValidator times = new JwtTimestampValidator(issuer.clockSkew());
    times.setClock(clock);
    return new DelegatingOAuth2TokenValidator<>(
        times,
        new JwtIssuerValidator(issuer.uri()),
        that(token -> token.getExpiresAt() != null, "It never expires."),
        that(token -> isFor(token, issuer.audiences()), "It is meant for another audience."),
        that(token -> subject(token, issuer) != null, "It does not say whose it is."),
        // Bound to a key that whoever shows it as a mere bearer has not proved to have.
        that(token -> !token.hasClaim("cnf"), "It is bound to a key."));
  }

  private static boolean isFor(Jwt token, Set<String> audiences) {
    return token.getAudience() != null
        && token.getAudience().stream().anyMatch(audiences::contains);
  }

  /** Who the token says it is; null where it says nothing usable. */
  static @Nullable String subject(Jwt token, Issuer issuer) {
    return token.getClaims().get(issuer.subjectClaim()) instanceof String subject
            && !subject.isBlank()
        ? subject
        : null;
  }

  private static OAuth2TokenValidator<Jwt> that(Predicate<Jwt> holds, String otherwise) {
    OAuth2TokenValidatorResult no =
        OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, otherwise, null));
    return token -> holds.test(token) ? OAuth2TokenValidatorResult.success() : no;
  }
}
