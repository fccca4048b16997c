package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.connectors.teams.fake.Activities;
import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.FakeIssuer;
import io.countersign.connectors.teams.fake.FakeMessage;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.Cards;
import io.countersign.spi.review.ChannelWorld.Who;
import io.countersign.spi.review.Destination;
import io.countersign.spi.review.RecordedReviews;
import io.countersign.spi.review.ReviewChannel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reaches the endpoint, with whatever token and whatever body. */
class ActivityAttackTest {

  private final RecordedReviews reviews = new RecordedReviews();
  private final TeamsWorld world = new TeamsWorld();
  private final MovableClock clock = new MovableClock();
  private ReviewChannel channel;
  private FakeMessage message;

  private static final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() throws Exception {
    channel = world.channel(reviews, clock);
    channel.start();
    reviews.put(Cards.anExport().build());
    message =
        world.message(channel.post(new Destination.Place(world.place()), Cards.anExport().build()));
  }

  @AfterEach
  void stop() {
    channel.close();
    world.close();
  }

  private FakeTeams teams() {
    return world.teams;
  }

  private Map<String, Object> approval() {
    return approval(world.person(Who.MEMBER));
  }

  private Map<String, Object> approval(FakePerson person) {
    return action(person, Card.APPROVE);
  }

  private Map<String, Object> action(FakePerson person, String verb) {
    return Activities.invoke(
        teams(),
        person,
        message,
        Map.of("verb", verb, "data", Map.of(Card.ID, "card-1")),
        Map.of());
  }

  private Answer send(Map<String, Object> activity, String token) {
    return teams().caller().send(JSONObjectUtils.toJSONString(activity), "Bearer " + token);
  }

  private void refuses(String token) {
    assertThat(send(approval(), token).status()).isEqualTo(401);
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void call_genuine_counts() {
    assertThat(send(approval(), teams().issuer().token(teams().service())).status()).isEqualTo(200);
    assertThat(reviews.decisions()).hasSize(1);
  }

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

  private com.nimbusds.jwt.JWTClaimsSet claims() {
    return FakeIssuer.claims(teams().service(), claims -> {});
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
  void activity_ofAnotherChannel_isRefused() {
    Map<String, Object> activity = new LinkedHashMap<>(approval());
    activity.put("channelId", "directline");
    assertThat(send(activity, teams().issuer().token(teams().service())).status()).isEqualTo(401);
    assertThat(reviews.decisions()).isEmpty();
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
  void call_sentAgain_countsOnce() {
    String body = JSONObjectUtils.toJSONString(approval());
    String header = "Bearer " + teams().issuer().token(teams().service());
    assertThat(teams().caller().send(body, header).status()).isEqualTo(200);
    assertThat(teams().caller().send(body, header).status()).isEqualTo(401);
    assertThat(reviews.decisions()).hasSize(1);
  }

  @Test
  void activity_ofAnotherTenant_decidesNothingHoweverItIsSigned() {
    Map<String, Object> named = new LinkedHashMap<>(approval());
    named.put("channelData", Map.of("tenant", Map.of("id", "tenant-of-others")));
    Map<String, Object> unnamed = new LinkedHashMap<>(approval());
    unnamed.put("channelData", Map.of());
    Map<String, Object> conversation = new LinkedHashMap<>(approval());
    conversation.put("conversation", Map.of("id", FakeTeams.PLACE, "tenantId", "tenant-of-others"));
    for (Map<String, Object> activity : List.of(named, unnamed, conversation)) {
      Answer answer = send(activity, teams().issuer().token(teams().service()));
      assertThat(answer.words()).contains("another organisation");
    }
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void person_ofAnotherTenantInASharedChannel_isRefusedByTheRoster() {
    FakePerson alien = teams().join(new FakePerson("aaaa-shared", "tenant-of-others", "user"));
    FakePerson claimed = new FakePerson("aaaa-shared", FakeTeams.TENANT, "user");
    assertThat(alien.user()).isEqualTo(claimed.user());
    assertThat(send(approval(claimed), teams().issuer().token(teams().service())).words())
        .contains("another organisation");
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void person_underTheObjectIdOfSomebodyElse_isRefused() {
    Map<String, Object> activity = new LinkedHashMap<>(approval(world.person(Who.SECOND_MEMBER)));
    activity.put(
        "from",
        Map.of(
            "id", world.person(Who.SECOND_MEMBER).user(),
            "aadObjectId", world.person(Who.MEMBER).object()));
    assertThat(send(activity, teams().issuer().token(teams().service())).words())
        .contains("another name");
    activity.put("from", Map.of("id", world.person(Who.SECOND_MEMBER).user()));
    assertThat(send(activity, teams().issuer().token(teams().service())).words())
        .contains("does not say who you are");
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void refresh_withTheDataOfADecision_decidesNothing() {
    Map<String, Object> refresh =
        Activities.invoke(
            teams(),
            world.person(Who.MEMBER),
            message,
            Map.of(
                "verb",
                Card.LOOK,
                "data",
                Map.of(Card.ID, "card-1", "verb", Card.APPROVE, "choice", "APPROVE")),
            Map.of());
    assertThat(send(refresh, teams().issuer().token(teams().service())).isCard()).isTrue();
    assertThat(reviews.decisions()).isEmpty();
  }

  @Test
  void data_thatAClientEdited_namesNoOtherPersonAndNoReviewThatIsNotThere() {
    Map<String, Object> edited =
        Activities.invoke(
            teams(),
            world.person(Who.MEMBER),
            message,
            Map.of(
                "verb",
                Card.APPROVE,
                "data",
                Map.of(
                    Card.ID,
                    "card-1",
                    "who",
                    "someone/else",
                    "aadObjectId",
                    world.person(Who.SECOND_MEMBER).object())),
            Map.of());
    send(edited, teams().issuer().token(teams().service()));
    assertThat(reviews.decisions())
        .singleElement()
        .satisfies(
            decision -> assertThat(decision.who().subject()).isEqualTo(world.subject(Who.MEMBER)));
    for (Object data :
        List.of("card-1", List.of("card-1"), Map.of(Card.ID, Map.of("a", 1)), Map.of())) {
      Answer answer =
          send(
              Activities.invoke(
                  teams(),
                  world.person(Who.MEMBER),
                  message,
                  Map.of("verb", Card.ASK_APPROVAL, "data", data),
                  Map.of()),
              teams().issuer().token(teams().service()));
      assertThat(answer.words()).contains("not one of Countersign's reviews");
    }
  }

  @Test
  void verb_thatNobodyKnows_decidesNothing() {
    assertThat(
            send(
                    action(world.person(Who.MEMBER), "APPROVE"),
                    teams().issuer().token(teams().service()))
                .words())
        .contains("not one of Countersign's reviews");
    assertThat(reviews.decisions()).isEmpty();
  }
}
