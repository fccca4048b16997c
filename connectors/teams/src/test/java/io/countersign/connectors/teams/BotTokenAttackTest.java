package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.connectors.teams.fake.FakeIssuer;
import io.countersign.connectors.teams.fake.FakeTeams;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever reaches the endpoint, with whatever token. */
class BotTokenAttackTest extends AttackedBot {

  @Test
  void call_withoutATokenOrWithHalfOfOne_isRefused() {
    String body = JSONObjectUtils.toJSONString(approval());
    for (String header : new String[] {"", "Bearer ", "Bearer x.y", "Basic abc", "Bearer a.b.c"}) {
      assertThat(teams().caller().send(body, header).status()).as(header).isEqualTo(401);
    }
    assertThat(teams().caller().send("no json", "Bearer x").status()).isEqualTo(400);
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void token_ofAnotherKeyUnderAKnownId_isRefused() throws JOSEException {
    RSAKey mine = new RSAKeyGenerator(2048).keyID(teams().issuer().key().getKeyID()).generate();
    refuses(FakeIssuer.sign(JWSAlgorithm.RS256, mine, claims()));
  }

  @Test
  void token_ofAnUnknownKeyOrNone_isRefused() throws JOSEException {
    refuses(
        FakeIssuer.sign(
            JWSAlgorithm.RS256, new RSAKeyGenerator(2048).keyID("mine").generate(), claims()));
    refuses(FakeIssuer.sign(JWSAlgorithm.RS256, new RSAKeyGenerator(2048).generate(), claims()));
  }

  @Test
  void token_ofAnotherAlgorithm_isRefused() throws JOSEException {
    RSAKey key = teams().issuer().key();
    for (JWSAlgorithm algorithm :
        List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.RS384)) {
      refuses(FakeIssuer.sign(algorithm, key, claims()));
    }
    refuses(new PlainJWT(claims()).serialize());
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims());
    confused.sign(new MACSigner(key.toPublicJWK().toRSAPublicKey().getEncoded()));
    refuses(confused.serialize());
  }

  @Test
  void token_ofAnotherIssuerOrForAnotherBot_isRefused() {
    FakeIssuer issuer = teams().issuer();
    String service = teams().service();
    for (String other :
        List.of(
            "https://api.botframework.com",
            "https://login.microsoftonline.com/" + FakeTeams.TENANT + "/v2.0",
            "https://sts.windows.net/" + FakeTeams.TENANT + "/")) {
      refuses(issuer.token(service, claims -> claims.issuer(other)));
    }
    refuses(issuer.token(service, claims -> claims.issuer(null)));
    refuses(issuer.token(service, claims -> claims.audience("another-bot")));
    refuses(issuer.token(service, claims -> claims.audience(List.of())));
    refuses(issuer.token(service, claims -> claims.audience(List.of(FakeTeams.APP, "another"))));
  }

  @Test
  void token_outOfTime_isRefusedAndWithinTheSkewIsNot() {
    FakeIssuer issuer = teams().issuer();
    String service = teams().service();
    Instant now = Instant.now();
    refuses(issuer.token(service, c -> c.expirationTime(Date.from(now.minusSeconds(301)))));
    refuses(issuer.token(service, c -> c.notBeforeTime(Date.from(now.plusSeconds(330)))));
    refuses(issuer.token(service, c -> c.expirationTime(null)));
    String late = issuer.token(service, c -> c.expirationTime(Date.from(now.minusSeconds(200))));
    assertThat(send(approval(), late).status()).isEqualTo(200);
  }

  @Test
  void token_thatNamesAnotherServiceOrNone_isRefused() {
    refuses(teams().issuer().token(teams().service(), c -> c.claim("serviceurl", null)));
    refuses(teams().issuer().token("https://smba.trafficmanager.net/teams/"));
    refuses(teams().issuer().token(teams().service() + "x"));
  }

  @Test
  void serviceUrl_thatIsPoisoned_isRefusedEvenIfItIsSigned() {
    for (String poisoned :
        List.of(
            "https://evil.example/",
            teams().service().replace("127.0.0.1", "127.0.0.1@evil.example"),
            teams().service() + "../../evil/",
            teams().service().replace("/service/", "/service.evil/"))) {
      Map<String, Object> activity = new LinkedHashMap<>(approval());
      activity.put("serviceUrl", poisoned);
      assertThat(send(activity, teams().issuer().token(poisoned)).status())
          .as(poisoned)
          .isEqualTo(401);
    }
    assertThat(reviews.decisions()).isEmpty();
    assertThat(world.memory.values()).noneMatch(content -> content.contains("evil"));
  }

  @Test
  void key_thatMayNotSpeakForTeams_isRefused() {
    clock.ahead = Keys.PAUSE;
    teams().issuer().speakFor("directline", "webchat");
    refuses(teams().issuer().token(teams().service()));
  }

  @Test
  void keys_rotatedMidFlight_areFetchedAndTheWithdrawnOneIsOut() {
    String before = teams().issuer().token(teams().service());
    assertThat(send(approval(), before).status()).isEqualTo(200);
    teams().issuer().rotate();
    clock.ahead = Keys.PAUSE;
    String after = teams().issuer().token(teams().service());
    assertThat(send(approval(), after).status()).isEqualTo(200);
    assertThat(send(approval(), before).status()).isEqualTo(401);
    assertThat(reviews.decisions()).hasSize(2);
  }

  @Test
  void token_thatBringsItsOwnKey_isRefused() throws JOSEException {
    RSAKey mine = new RSAKeyGenerator(2048).keyID(teams().issuer().key().getKeyID()).generate();
    for (JWSHeader header :
        List.of(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(mine.getKeyID())
                .jwk(mine.toPublicJWK())
                .build(),
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("mine")
                .jwkURL(URI.create("https://evil.example/keys"))
                .build())) {
      SignedJWT token = new SignedJWT(header, claims());
      token.sign(new RSASSASigner(mine));
      refuses(token.serialize());
    }
  }

  @Test
  void token_withExtensionsThatNobodyUnderstands_isRefused() throws JOSEException {
    RSAKey key = teams().issuer().key();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .criticalParams(Set.of("mine"))
                .customParam("mine", true)
                .build(),
            claims());
    token.sign(new RSASSASigner(key));
    refuses(token.serialize());
  }

  /** Whoever calls writes the header; a log is no place for it. */
  @Test
  void objection_toATokenOfStrangers_saysNothingThatTheyWrote() {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"X\\nERROR all is well\",\"kid\":\"k\"}"
                    .getBytes(StandardCharsets.UTF_8));
    ConnectorTokens tokens =
        new ConnectorTokens(
            new Keys(new Http(), URI.create("http://127.0.0.1:9/"), clock),
            TeamsSettings.read(teams().settings()).orElseThrow(),
            clock);
    Optional<String> objection =
        tokens.objection("Bearer " + header + ".e30.c2ln", new Activity(Json.EMPTY));
    assertThat(objection).isPresent();
    assertThat(objection.orElseThrow()).doesNotContain("all is well", "\n");
  }
}
