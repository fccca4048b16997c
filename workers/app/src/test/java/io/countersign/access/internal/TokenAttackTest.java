package io.countersign.access.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpServer;
import io.countersign.identity.ClaimedGroups;
import io.countersign.testing.FakeIssuer;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** What somebody could try with a bearer token, over a real HTTP exchange with the issuer. */
class TokenAttackTest {

  private static final Instant NOW = Requests.NOW;

  private final FakeIssuer issuer = new FakeIssuer();
  private final Ticking clock = new Ticking();
  private final Set<String> disabled = new java.util.HashSet<>();
  private final BearerTokens tokens = tokens(List.of(of(issuer, "oidc")));

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void goodToken_isItsPerson() {
    Authentication grace = authenticate(issuer.sign(issuer.claims("sub-of-grace", NOW)));
    assertThat(grace.getName()).isEqualTo("grace");
    assertThat(grace.isAuthenticated()).isTrue();
  }

  @Test
  void goodTokenOfAnAgent_carriesItsScopes_inEitherForm() {
    for (Object scope :
        List.of("action:request:http.request effect:x", List.of("action:request:http.request"))) {
      Authentication agent =
          authenticate(issuer.sign(issuer.claims("sub-of-bot", NOW).claim("scope", scope)));
      assertThat(agent.getName()).isEqualTo("bot");
      assertThat(agent.getAuthorities())
          .extracting("authority")
          .contains("SCOPE_action:request:http.request");
    }
  }

  @Test
  void anotherAudience_isRefused() {
    refused(issuer.sign(issuer.claims("sub-of-grace", NOW).audience("wiki")));
    refused(issuer.sign(issuer.claims("sub-of-grace", NOW).audience(List.of())));
  }

  @Test
  void anotherIssuer_isRefused_evenUnderAnIdentityThatExists() {
    try (FakeIssuer other = new FakeIssuer()) {
      refused(other.sign(other.claims("sub-of-grace", NOW)));
      refused(other.sign(other.claims("sub-of-grace", NOW).issuer(issuer.uri())));
      refused(other.sign(other.claims("sub-of-grace", NOW).issuer(null)));
    }
  }

  @Test
  void secondIssuer_countsUnderItsOwnNameOnly() {
    try (FakeIssuer partner = new FakeIssuer()) {
      BearerTokens both = tokens(List.of(of(issuer, "oidc"), of(partner, "partner")));
      assertThat(
              both.authenticate(bearer(partner.sign(partner.claims("sub-at-partner", NOW))))
                  .getName())
          .isEqualTo("tom");
      assertThatThrownBy(
              () -> both.authenticate(bearer(partner.sign(partner.claims("sub-of-grace", NOW)))))
          .isInstanceOf(InvalidBearerTokenException.class);
    }
  }

  @Test
  void algNone_isRefused() {
    refused(new PlainJWT(issuer.claims("sub-of-grace", NOW).build()).serialize());
    String signed = issuer.sign(issuer.claims("sub-of-grace", NOW));
    refused(signed.substring(0, signed.lastIndexOf('.') + 1));
  }

  @Test
  void hmacWithThePublicKey_isRefused() throws JOSEException {
    RSAKey publicKey = issuer.key().toPublicJWK();
    for (byte[] secret :
        List.of(
            publicKey.toRSAPublicKey().getEncoded(),
            publicKey.toJSONString().getBytes(StandardCharsets.UTF_8))) {
      refused(
          FakeIssuer.sign(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
              issuer.claims("sub-of-grace", NOW),
              new MACSigner(secret)));
    }
  }

  @Test
  void algorithmThatIsNotPinned_isRefused() {
    refused(
        FakeIssuer.sign(
            new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build(),
            issuer.claims("sub-of-grace", NOW),
            issuer.key()));
  }

  @Test
  void times_countWithTheSkewAndNoFurther() {
    String token = issuer.sign(issuer.claims("sub-of-grace", NOW));
    clock.forward(Duration.ofSeconds(329));
    assertThat(authenticate(token).getName()).isEqualTo("grace");
    clock.forward(Duration.ofSeconds(2));
    refused(token);
  }

  @Test
  void notYetValid_orWithoutAnEnd_isRefused() {
    refused(
        issuer.sign(
            issuer.claims("sub-of-grace", NOW).notBeforeTime(Date.from(NOW.plusSeconds(31)))));
    refused(issuer.sign(issuer.claims("sub-of-grace", NOW).expirationTime(null)));
  }

  @Test
  void unknownKeys_inAFlood_fetchKeysTwiceAtMost_andGoodTokensGoOn() {
    String good = issuer.sign(issuer.claims("sub-of-grace", NOW));
    assertThat(authenticate(good).getName()).isEqualTo("grace");
    RSAKey strange = FakeIssuer.newKey("strange");
    for (int i = 0; i < 40; i++) {
      refused(
          FakeIssuer.sign(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("kid-" + i).build(),
              issuer.claims("sub-of-grace", NOW),
              strange));
    }
    assertThat(issuer.fetches()).isLessThanOrEqualTo(2);
    assertThat(authenticate(good).getName()).isEqualTo("grace");
  }

  @Test
  void keyRotation_isFollowedAtOnce_andTheOldKeyIsOut() {
    String old = issuer.sign(issuer.claims("sub-of-grace", NOW));
    assertThat(authenticate(old).getName()).isEqualTo("grace");
    issuer.rotate("second");
    assertThat(authenticate(issuer.sign(issuer.claims("sub-of-grace", NOW))).getName())
        .isEqualTo("grace");
    refused(old);
  }

  @Test
  void keysThatATokenBringsAlong_areNotLookedAt() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer evil =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    evil.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    evil.start();
    try {
      RSAKey own = FakeIssuer.newKey("first");
      URI there = URI.create("http://127.0.0.1:" + evil.getAddress().getPort() + "/keys");
      JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first");
      for (JWSHeader brought :
          List.of(
              header.jwkURL(there).build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").x509CertURL(there).build(),
              new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).build())) {
        refused(FakeIssuer.sign(brought, issuer.claims("sub-of-grace", NOW), own));
      }
      assertThat(asked).hasValue(0);
    } finally {
      evil.stop(0);
    }
  }

  @Test
  void tokenOfAnotherKind_isRefused() throws JOSEException {
    for (String type : List.of("logout+jwt", "dpop+jwt", "secevent+jwt")) {
      refused(
          FakeIssuer.sign(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID("first")
                  .type(new JOSEObjectType(type))
                  .build(),
              issuer.claims("sub-of-grace", NOW),
              new RSASSASigner(issuer.key())));
    }
  }

  @Test
  void tokenBoundToAKey_isNoMereBearerToken() {
    refused(
        issuer.sign(issuer.claims("sub-of-grace", NOW).claim("cnf", Map.of("jkt", "thumbprint"))));
  }

  @Test
  void subjectThatNobodyHas_orThatIsNone_isRefused() {
    for (JWTClaimsSet.Builder claims :
        List.of(
            issuer.claims("sub-of-mallory", NOW),
            issuer.claims("grace", NOW),
            issuer.claims("", NOW),
            issuer.claims("x", NOW).subject(null))) {
      refused(issuer.sign(claims));
    }
  }

  @Test
  void disabledPerson_isOutAtOnce() {
    String token = issuer.sign(issuer.claims("sub-of-grace", NOW));
    assertThat(authenticate(token).getName()).isEqualTo("grace");
    disabled.add("grace");
    refused(token);
  }

  @Test
  void tamperedOrBrokenTokens_areRefused() {
    String good = issuer.sign(issuer.claims("sub-of-grace", NOW));
    String[] parts = good.split("\\.");
    String other = issuer.sign(issuer.claims("sub-of-bot", NOW)).split("\\.")[1];
    for (String token :
        List.of(
            parts[0] + "." + other + "." + parts[2],
            "a.b.c",
            "a.b.",
            parts[0] + ".e30." + parts[2],
            parts[0] + "." + parts[1] + "." + "A".repeat(342))) {
      refused(token);
    }
  }

  @Test
  void groupsClaim_whereTheDirectoryIsAFile_isNotStartedWith() {
    Issuer issuer =
        Issuers.of(
            Map.of("uri", "https://idp.example", "groups-claim", "groups", "groups[0]", "owners"));
    assertThatThrownBy(() -> tokens(List.of(issuer)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("countersign.directory.kind");
  }

  private Authentication authenticate(String token) {
    return tokens.authenticate(bearer(token));
  }

  private void refused(String token) {
    assertThatThrownBy(() -> authenticate(token)).isInstanceOf(InvalidBearerTokenException.class);
  }

  private static Authentication bearer(String token) {
    return new BearerTokenAuthenticationToken(token);
  }

  private static Issuer of(FakeIssuer issuer, String name) {
    return Issuers.named(name, issuer.uri());
  }

  private BearerTokens tokens(List<Issuer> issuers) {
    OidcProperties oidc = new OidcProperties(issuers);
    TokenGroups groups =
        new TokenGroups(
            Stub.of(ClaimedGroups.class).on("areTaken", args -> false).get(), oidc, clock);
    return new BearerTokens(new AccessProperties(null), oidc, new Linked(disabled), groups, clock);
  }
}
