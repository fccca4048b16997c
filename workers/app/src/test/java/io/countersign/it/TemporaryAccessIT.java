package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A role on a real PostgreSQL, asked for, signed, used, and gone when its time is over. */
class TemporaryAccessIT {

  private static App app;

  @BeforeAll
  static void start() {
    app = App.start(Warehouse.settings());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void access_ofAnAgent_isGivenOnceSignedAndGoneWhenItsTimeIsOver() {
    String member = Warehouse.newMember();
    String action = ask(member, "PT6S", "report-agent", false);
    String review = review(action);
    assertThat(Warehouse.mayRead(member)).isFalse();
    assertThat(app.as("ada").decide(review, "approve", "").body().path("code").asString())
        .as("the agent's owner")
        .isEqualTo("AUTHOR");

    assertThat(app.as("grace").decide(review, "approve", "").status()).isEqualTo(200);

    until(action, "ACTIVE");
    assertThat(Warehouse.mayRead(member)).isTrue();
    JsonNode ended = until(action, "REVERTED");
    assertThat(Warehouse.mayRead(member)).isFalse();
    assertThat(ended.path("approvedBy").toString()).isEqualTo("[\"grace\"]");
    await("the process of the action")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> elements(ended),
            found -> found.containsAll(List.of("Event_WindowEnded", "Event_TakenBack")));
  }

  @Test
  void access_askedOverMcp_isWaitedForUsedAndReturned() {
    String member = Warehouse.newMember();
    try (McpAgent agent = McpAgent.of(app, "report-agent")) {
      JsonNode asked =
          agent.call(
              "request_action",
              Map.of(
                  "effect",
                  "postgres.role.grant",
                  "target",
                  Map.of("connection", "warehouse", "role", Warehouse.ROLE, "member", member),
                  "parameters",
                  Map.of("window", "PT1H"),
                  "reason",
                  "Monthly report"));
      assertThat(asked.path("status").asString()).isEqualTo("pending");
      String id = asked.path("action_id").asString();
      app.as("grace").decide(review(id), "approve", "");
      JsonNode waited =
          await("the outcome")
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> agent.call("wait_action", Map.of("action_id", id, "seconds", 5)),
                  answer -> !answer.path("status").asString().equals("pending"));
      assertThat(waited.path("status").asString()).isEqualTo("in_force");
      assertThat(Warehouse.mayRead(member)).isTrue();
      agent.call("return_action", Map.of("action_id", id));
      until(id, "REVERTED");
      assertThat(Warehouse.mayRead(member)).isFalse();
    }
  }

  @Test
  void access_returnedEarly_isGoneAtOnce() {
    String member = Warehouse.newMember();
    String action = approved(member, "PT1H");
    assertThat(Warehouse.mayRead(member)).isTrue();

    assertThat(app.as("olga").post("/api/v1/actions/" + action + "/return", Map.of()).status())
        .as("a stranger, for whom it is not there")
        .isEqualTo(404);
    assertThat(Warehouse.mayRead(member)).isTrue();
    assertThat(
            app.as("report-agent").post("/api/v1/actions/" + action + "/return", Map.of()).status())
        .isEqualTo(200);

    until(action, "REVERTED");
    assertThat(Warehouse.mayRead(member)).isFalse();
  }

  @Test
  void access_whileTheApplicationIsDead_endsOnTime() {
    String member = Warehouse.newMember();
    String action = approved(member, "PT8S");
    assertThat(Warehouse.mayRead(member)).isTrue();

    app.kill();

    await("the end of the window")
        .atMost(Duration.ofSeconds(20))
        .until(() -> !Warehouse.mayRead(member));
    app.restart();
    until(action, "REVERTED");
  }

  @Test
  void access_whoseInstanceWasCancelled_endsOnTimeAllTheSame() {
    String member = Warehouse.newMember();
    String action = approved(member, "PT5S");

    Engine.client()
        .newCancelInstanceCommand(Long.parseLong(get(action).path("processInstanceKey").asString()))
        .send()
        .join();

    until(action, "REVERTED");
    assertThat(Warehouse.mayRead(member)).isFalse();
  }

  @Test
  void access_denied_isNeverGiven() {
    String member = Warehouse.newMember();
    String action = ask(member, "PT1H", "report-agent", false);
    app.as("iris").decide(review(action), "deny", "no need");
    JsonNode ended = until(action, "REFUSED");
    assertThat(ended.path("verdict").asString()).isEqualTo("denied");
    assertThat(Warehouse.mayRead(member)).isFalse();
  }

  @Test
  void access_forGoodAskedByAnAgent_isRefusedByPolicyWithoutAReview() {
    String member = Warehouse.newMember();
    String action = ask(member, null, "report-agent", false);
    JsonNode ended = until(action, "REFUSED");
    assertThat(ended.path("verdict").asString()).isEqualTo("refused");
    assertThat(ended.has("review")).isFalse();
    assertThat(Warehouse.mayRead(member)).isFalse();
  }

  @Test
  void access_narrowedByAReviewer_isSignedBySomebodyElse() {
    String member = Warehouse.newMember();
    String action = ask(member, "PT50M", "report-agent", false);
    String review = review(action);
    Map<String, Object> wider = Map.of("parameters", Map.of("window", "PT55M"));
    Map<String, Object> narrower = Map.of("parameters", Map.of("window", "PT7S"));
    String changes = "/api/v1/reviews/" + review + "/changes";

    assertThat(app.as("grace").post(changes, wider).status()).isEqualTo(422);
    Api.Answer changed = app.as("grace").post(changes, narrower);
    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(202);
    String next = changed.body().path("id").asString();

    assertThat(until(action, "REFUSED").path("verdict").asString()).isEqualTo("superseded");
    String again = review(next);
    assertThat(app.as("grace").decide(again, "approve", "").body().path("code").asString())
        .isEqualTo("AUTHOR");
    assertThat(app.as("iris").decide(again, "approve", "").status()).isEqualTo(200);
    until(next, "REVERTED");
    assertThat(Warehouse.mayRead(member)).isFalse();
  }

  @Test
  void access_withoutAReviewInAnEmergency_isReviewedAfterwards() {
    String member = Warehouse.newMember();
    String action = ask(member, "PT5S", "ada", true);
    JsonNode active = until(action, "ACTIVE");
    assertThat(active.path("verdict").asString()).isEqualTo("permitted");
    assertThat(Warehouse.mayRead(member)).isTrue();

    String afterwards =
        await("the review afterwards")
            .atMost(Duration.ofSeconds(30))
            .until(() -> afterwards(action), found -> !found.isEmpty())
            .getFirst();
    assertThat(app.as("ada").decide(afterwards, "approve", "").body().path("code").asString())
        .isEqualTo("AUTHOR");
    assertThat(app.as("olga").decide(afterwards, "deny", "Nothing was on fire").status())
        .isEqualTo(200);
    await("the finding")
        .atMost(Duration.ofSeconds(30))
        .until(() -> findings(action), List.of("NOT_JUSTIFIED")::equals);
    until(action, "REVERTED");
  }

  @Test
  void request_sentTwice_isOneReview() {
    String member = Warehouse.newMember();
    String action = ask(member, "PT1H", "report-agent", false);
    Api.Answer again = app.as("report-agent").post("/api/v1/actions", body(member, "PT1H", false));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asString()).isEqualTo(action);
    review(action);
    assertThat(
            app.as("report-agent")
                .post("/api/v1/actions/" + action + "/withdraw", Map.of())
                .status())
        .isEqualTo(200);
    assertThat(until(action, "REFUSED").path("verdict").asString()).isEqualTo("withdrawn");
  }

  @Test
  void release_intoATable_isThereOnceAsItWasSigned() throws IOException {
    Path source = Embedded.folder("samples").resolve("to-table.csv");
    new CustomersGenerator(300, 11).write(source);
    Map<String, String> body =
        Map.of(
            "source", source.toString(),
            "destination", "postgres:warehouse/shared/customers",
            "reason", "Integration test");
    String release = app.as("ada").post("/api/v1/releases", body).body().path("id").asString();
    String review = Releases.untilPending(app.as("ada"), release).path("review").asString();
    assertThat(app.as("grace").get("/api/v1/reviews/" + review).body().toString())
        .contains("CREATE TABLE", "warehouse");

    app.as("grace").decide(review, "approve", "");
    JsonNode ended = Releases.untilEnded(app.as("ada"), release);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(Warehouse.rows("customers")).hasSize(300).allMatch(row -> row.contains("MAIL_"));
    String again = app.as("ada").post("/api/v1/releases", body).body().path("id").asString();
    JsonNode second = Releases.untilEnded(app.as("ada"), again);
    assertThat(second.path("fault").path("message").asString()).contains("already");
    assertThat(Warehouse.rows("customers")).hasSize(300);
  }

  private static String ask(String member, String window, String who, boolean breakGlass) {
    Api.Answer answer = app.as(who).post("/api/v1/actions", body(member, window, breakGlass));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.body().path("id").asString();
  }

  private static Map<String, Object> body(String member, String window, boolean breakGlass) {
    Map<String, Object> body = new HashMap<>();
    body.put("effect", "postgres.role.grant");
    body.put("target", Map.of("connection", "warehouse", "role", Warehouse.ROLE, "member", member));
    body.put("parameters", window == null ? Map.of() : Map.of("window", window));
    body.put("reason", "Integration test");
    if (breakGlass) {
      body.put("breakGlass", true);
    }
    return body;
  }

  private static String approved(String member, String window) {
    String action = ask(member, window, "report-agent", false);
    app.as("grace").decide(review(action), "approve", "");
    until(action, "ACTIVE");
    return action;
  }

  private static JsonNode get(String action) {
    return app.as("ada").get("/api/v1/actions/" + action).body();
  }

  private static String review(String action) {
    return until(action, "review", found -> found.has("review")).path("review").asString();
  }

  private static JsonNode until(String action, String state) {
    return until(action, state, found -> found.path("state").asString("").equals(state));
  }

  private static JsonNode until(String action, String what, Predicate<JsonNode> met) {
    return await(what + " of action " + action)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get(action), met);
  }

  private static List<String> elements(JsonNode action) {
    return Database.strings(
        "select element_id from history.record where process_instance_key = %s and intent = 'ELEMENT_COMPLETED'"
            .formatted(action.path("processInstanceKey").asString()));
  }

  /** The open review of the use of break-glass. */
  private static List<String> afterwards(String action) {
    return Database.strings(
        """
        select r.id from countersign.review_round r
          join countersign.break_glass b on b.acknowledgement_id = r.subject_id
        where b.action_id = '%s'
        """
            .formatted(action));
  }

  private static List<String> findings(String action) {
    return Database.strings(
        "select finding from countersign.break_glass where finding is not null and action_id = '%s'"
            .formatted(action));
  }
}
