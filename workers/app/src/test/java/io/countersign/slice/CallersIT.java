package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.support.Digests;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What callers may know of, and what becomes of programs that try to decide. */
class CallersIT extends ApiSlice {

  private static final String ACTIONS = "/api/v1/actions";

  @Autowired private ReviewDesk desk;
  @Autowired private Actions actions;
  @Autowired private Datasets datasets;

  private UUID ask(String caller) {
    return UUID.fromString(post(caller, ACTIONS, lamp()).json().path("id").asString());
  }

  private ReviewRound open(UUID id, String author) {
    SealedAction action = actions.find(id).orElseThrow();
    return ((Opened)
            desk.open(
                new Opening(
                    new Subject(Subject.Kind.ACTION, id, action.digest()),
                    List.of(new Requirement("keepers", 1)),
                    Set.of(author),
                    Map.of("title", "Switch a lamp on"),
                    Optional.empty())))
        .round();
  }

  @Test
  void action_ofOthers_isNotThereForWhoeverDoesNotReviewIt() {
    UUID id = ask("ada");
    Answer hidden = get("olga", ACTIONS + "/" + id);
    UUID none = UUID.randomUUID();
    Answer missing = get("olga", ACTIONS + "/" + none);
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.text().replace(id.toString(), none.toString())).isEqualTo(missing.text());
    assertThat(get("olga", "/api/v1/records/" + id).status()).isEqualTo(404);
    assertThat(get("olga", ACTIONS + "/" + id + "/events").status()).isEqualTo(404);
    assertThat(post("olga", ACTIONS + "/" + id + "/withdraw", "{}").status()).isEqualTo(404);
    assertThat(get("olga", ACTIONS + "?limit=200").text()).doesNotContain(id.toString());
    assertThat(get("ada", ACTIONS + "/" + id).status()).isEqualTo(200);
    assertThat(get("nora", ACTIONS + "/" + id).status()).as("an auditor").isEqualTo(200);
  }

  @Test
  void action_underReview_isThereForWhoeverMaySign() {
    UUID id = ask("ada");
    assertThat(get("grace", ACTIONS + "/" + id).status()).isEqualTo(404);
    ReviewRound round = open(id, "ada");
    assertThat(get("grace", ACTIONS + "/" + id).status()).isEqualTo(200);
    assertThat(get("grace", "/api/v1/reviews/" + round.id()).status()).isEqualTo(200);
    assertThat(get("olga", "/api/v1/reviews/" + round.id()).status()).isEqualTo(404);
    assertThat(get("olga", "/api/v1/reviews").text()).doesNotContain(round.id().toString());
    assertThat(get("nora", "/api/v1/reviews").text()).contains(round.id().toString());
  }

  @Test
  void action_ofAnAgent_isThereForItsOwner() {
    UUID id = ask("bot");
    assertThat(get("ada", ACTIONS + "/" + id).status()).isEqualTo(200);
    assertThat(get("grace", ACTIONS + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void decisionOfAnAgent_isRefusedAndRecorded_asOftenAsALedgerCanBear() {
    ReviewRound round = open(ask("bot"), "bot");
    String review = "/api/v1/reviews/" + round.id();
    String approval =
        "{\"choice\":\"approve\",\"subjectDigest\":\"%s\",\"shownDigest\":\"%s\"}"
            .formatted(round.subject().digest(), round.shownDigest());
    assertThat(post("other-bot", review + "/changes", "{}").status()).isEqualTo(403);
    for (int i = 0; i < 25; i++) {
      Answer answer = post("other-bot", review + "/decisions", approval);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.isProblem()).isTrue();
    }
    List<Refusal> refusals = desk.refusals(round.id());
    assertThat(refusals)
        .hasSize(20)
        .allMatch(refusal -> refusal.reason() == Reason.AGENT)
        .allMatch(
            refusal -> refusal.identity().equals(LinkedIdentity.directory("other-bot").toString()));
    assertThat(refusals.getFirst().attempt()).hasToString("CHANGE");
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
    assertThat(post("other-bot", "/api/v1/reviews/5/decisions", approval).status()).isEqualTo(403);
  }

  @Test
  void toolThatWouldDecide_isNotThere() {
    ReviewRound round = open(ask("bot"), "bot");
    try (McpSyncClient client = McpIT.client(port, "bot")) {
      for (String tool : List.of("approve_action", "decide", "sign_action")) {
        CallToolRequest call =
            CallToolRequest.builder(tool)
                .arguments(Map.of("action_id", round.subject().id().toString()))
                .build();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> client.callTool(call)))
            .as(tool)
            .isNotNull();
      }
    }
    JsonNode seats = get("nora", "/api/v1/reviews/" + round.id()).json().path("seats");
    assertThat(seats.path(0).path("vote").isMissingNode() || seats.path(0).path("vote").isNull())
        .isTrue();
  }

  @Test
  void delivery_isToldAgainByOperatorsAlone() {
    assertThat(get("otto", "/api/v1/webhooks/deliveries").text()).contains("GIVEN_UP");
    String again = "{\"event\":\"finding-1\",\"receiver\":\"siem\"}";
    assertThat(post("otto", "/api/v1/webhooks/replays", again).status()).isEqualTo(202);
    assertThat(post("otto", "/api/v1/webhooks/replays", again.replace("siem", "x")).status())
        .isEqualTo(409);
    assertThat(post("nora", "/api/v1/webhooks/replays", again).status()).isEqualTo(403);
  }

  @Test
  void datasets_areListedWithoutSayingWhereTheyLie() {
    for (int i = 0; i < 3; i++) {
      datasets.register(
          new Revision(
              Digests.sha256(("d" + i).getBytes(StandardCharsets.UTF_8)),
              "customers",
              Stage.ORIGINAL,
              Path.of("/srv/secret/" + i),
              10,
              1,
              Optional.empty(),
              Optional.empty()));
    }
    Answer first = get("grace", "/api/v1/datasets?limit=2");
    assertThat(first.json().path("items")).hasSize(2);
    assertThat(first.text()).contains("customers").doesNotContain("/srv");
    String next = first.json().path("next").asString();
    assertThat(get("grace", "/api/v1/datasets?limit=2&cursor=" + next).json().path("items"))
        .hasSize(1);
    assertThat(get("bot", "/api/v1/datasets").status()).isEqualTo(403);
  }
}
