package io.countersign.connectors.teams.fake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Signs the connector's tokens, and publishes the keys, which it can change at any time. */
public final class FakeIssuer {

  public static final String ISSUER = "https://api.botframework.test";
  private static final int KEY_BITS = 2048;
  private static final int LIFE_SECONDS = 3_600;

  private final URI keys;
  private final List<Map<String, Object>> published = new ArrayList<>();
  private RSAKey key;

  FakeIssuer(URI keys) {
    this.keys = keys;
    this.key = newKey(List.of("msteams"));
  }

  private RSAKey newKey(List<String> endorsements) {
    try {
      RSAKey made = new RSAKeyGenerator(KEY_BITS).keyID(UUID.randomUUID().toString()).generate();
      Map<String, Object> json = new java.util.LinkedHashMap<>(made.toPublicJWK().toJSONObject());
      json.put("endorsements", endorsements);
      published.add(json);
      return made;
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** From now on another key signs; the one before is withdrawn. */
  public synchronized void rotate() {
    published.clear();
    key = newKey(List.of("msteams"));
  }

  /** From now on a key signs that may speak for other channels only. */
  public synchronized void speakFor(String... channels) {
    key = newKey(List.of(channels));
  }

  /** The key that signs now, for tokens that nobody should believe. */
  public synchronized RSAKey key() {
    return key;
  }

  synchronized Map<String, Object> metadata() {
    return Map.of(
        "issuer",
        ISSUER,
        "jwks_uri",
        keys.toString(),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
  }

  synchronized Map<String, Object> keys() {
    return Map.of("keys", List.copyOf(published));
  }

  /** A token as the connector sends it. */
  public String token(String service) {
    return token(service, claims -> {});
  }

  /** The same with changes. */
  public synchronized String token(String service, Consumer<JWTClaimsSet.Builder> changes) {
    return sign(JWSAlgorithm.RS256, key, claims(service, changes));
  }

  public static JWTClaimsSet claims(String service, Consumer<JWTClaimsSet.Builder> changes) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(FakeTeams.APP)
            .claim("serviceurl", service)
            .notBeforeTime(Date.from(now.minusSeconds(60)))
            .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)));
    changes.accept(claims);
    return claims.build();
  }

  public static String sign(JWSAlgorithm algorithm, RSAKey key, JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
