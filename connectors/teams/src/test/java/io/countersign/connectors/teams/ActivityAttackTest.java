package io.countersign.connectors.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.countersign.connectors.teams.fake.Activities;
import io.countersign.connectors.teams.fake.Answer;
import io.countersign.connectors.teams.fake.FakePerson;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.spi.review.ChannelWorld.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever has a good token, with whatever body. */
class ActivityAttackTest extends AttackedBot {

  @Test
  void call_genuine_counts() {
    assertThat(send(approval(), teams().issuer().token(teams().service())).status()).isEqualTo(200);
    assertThat(reviews.decisions()).hasSize(1);
  }

  @Test
  void activity_ofAnotherChannel_isRefused() {
    Map<String, Object> activity = new LinkedHashMap<>(approval());
    activity.put("channelId", "directline");
    assertThat(send(activity, teams().issuer().token(teams().service())).status()).isEqualTo(401);
    assertThat(reviews.decisions()).isEmpty();
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
  void decision_thatAClientSendsByItself_isALook() {
    Map<String, Object> automatic = new LinkedHashMap<>(approval());
    Map<String, Object> value = new LinkedHashMap<>();
    ((Map<?, ?>) approval().get("value"))
        .forEach((name, given) -> value.put(String.valueOf(name), given));
    value.put("trigger", "automatic");
    automatic.put("value", value);
    assertThat(send(automatic, teams().issuer().token(teams().service())).isCard()).isTrue();
    assertThat(reviews.decisions()).isEmpty();
  }

  /** What Action.Submit of an older card would send, and any program that writes to the bot. */
  @Test
  void message_withTheDataOfADecision_decidesNothing() {
    Map<String, Object> written = new LinkedHashMap<>(approval());
    written.put("type", "message");
    written.put("text", "approve card-1");
    assertThat(send(written, teams().issuer().token(teams().service())).status()).isEqualTo(200);
    Map<String, Object> task = new LinkedHashMap<>(approval());
    task.put("name", "task/submit");
    assertThat(send(task, teams().issuer().token(teams().service())).status()).isEqualTo(501);
    assertThat(reviews.decisions()).isEmpty();
  }

  /** The body is read before anything is believed, so it must not be able to hurt. */
  @Test
  void body_thatIsNestedWithoutEnd_isRefused() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(teams().caller().send(deep, "Bearer x.y.z").status()).isIn(400, 401);
    assertThat(teams().caller().send(deep + "1" + "}".repeat(100_000), "Bearer x.y.z").status())
        .isIn(400, 401);
    call_genuine_counts();
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
