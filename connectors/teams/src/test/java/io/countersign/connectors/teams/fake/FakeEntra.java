package io.countersign.connectors.teams.fake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sign in with Entra: OpenID Connect with one-time codes, for whoever sits before the browser. */
public final class FakeEntra {

  public static final String CLIENT = "77777777-6666-4555-8444-333333333333";
  public static final String SECRET = "client-secret-of-the-fake-tenant";
  private static final int LIFE_SECONDS = 300;
  private static final int KEY_BITS = 2048;

  private final String issuer;
  private final RSAKey key;
  private final Map<String, JWTClaimsSet> codes = new ConcurrentHashMap<>();
  private volatile @Nullable FakePerson browser;

  FakeEntra(URI authority) {
    issuer = authority.resolve("v2.0").toString();
    try {
      key = new RSAKeyGenerator(KEY_BITS).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Says who signs in, in whatever browser comes next. */
  public void as(FakePerson person) {
    browser = person;
  }

  /** Where the browser goes next; empty where nobody signs in or the request is none. */
  Optional<String> authorize(String query) {
    Map<String, String> asked = fields(query);
    FakePerson person = browser;
    if (person == null
        || !CLIENT.equals(asked.get("client_id"))
        || !"code".equals(asked.get("response_type"))) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(CLIENT)
            .subject("pairwise-" + person.object())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)))
            .claim("nonce", asked.get("nonce"))
            .claim("oid", person.object())
            .claim("tid", person.tenant())
            .claim("name", "<b>Name</b> of " + person.object())
            .claim("acct", person.role().equals("guest") ? 1 : 0)
            .build();
    String code = UUID.randomUUID().toString();
    codes.put(code + asked.get("redirect_uri"), claims);
    return Optional.of(
        asked.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8));
  }

  /** Redeems a code, once; empty where it is worth nothing. */
  Optional<String> redeem(String form) {
    Map<String, String> given = fields(form);
    boolean known =
        CLIENT.equals(given.get("client_id")) && SECRET.equals(given.get("client_secret"));
    return known
        ? Optional.ofNullable(codes.remove(given.get("code") + given.get("redirect_uri")))
            .map(claims -> FakeIssuer.sign(JWSAlgorithm.RS256, key, claims))
        : Optional.empty();
  }

  Map<String, Object> keys() {
    return new JWKSet(key.toPublicJWK()).toJSONObject();
  }

  static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
