package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Decisions that reach us through the engine's user tasks, honest and not. */
class TasklistPathIT {

  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    source = Releases.dataset("people.csv", "id,email\n1,ann@example.org\n".getBytes(UTF_8));
  }

  @Test
  void task_completedByRequesterThenByPeer_comesBackThenExports() throws IOException {
    Path destination = destination();
    String id = Releases.request(App.shared().as("ada"), source, destination);
    JsonNode pending = untilPending(App.shared().as("ada"), id);

    Engine.complete(Engine.awaitUserTask(pending, 1), "ada", Map.of("decision", "approve"));
    long again = Engine.awaitUserTask(pending, 2);
    assertThat(reasons(pending)).containsExactly("AUTHOR");
    assertThat(exported(destination)).isEmpty();

    Engine.complete(again, "grace.l", Map.of("decision", "approve"));
    JsonNode ended = untilEnded(App.shared().as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("approvedBy").toString()).isEqualTo("[\"grace\"]");
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
  }

  @Test
  void task_completedWithoutClaim_orByStranger_comesBack() throws IOException {
    Path destination = destination();
    String id = Releases.request(App.shared().as("ada"), source, destination);
    JsonNode pending = untilPending(App.shared().as("ada"), id);

    Engine.client()
        .newCompleteUserTaskCommand(Engine.awaitUserTask(pending, 1))
        .variables(Map.of("decision", "approve"))
        .send()
        .join();
    Engine.complete(Engine.awaitUserTask(pending, 2), "mallory", Map.of("decision", "approve"));
    Engine.complete(Engine.awaitUserTask(pending, 3), "olga", Map.of("decision", "approve"));
    long last = Engine.awaitUserTask(pending, 4);

    assertThat(reasons(pending))
        .containsExactly("UNKNOWN_IDENTITY", "UNKNOWN_IDENTITY", "NOT_ELIGIBLE");
    Engine.complete(last, "tom", Map.of("decision", "deny", "reason", "who was that?"));
    assertThat(untilEnded(App.shared().as("ada"), id).path("state").asString())
        .isEqualTo("NOT_APPROVED");
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void task_deniedWithoutReason_comesBack() throws IOException {
    String id = Releases.request(App.shared().as("ada"), source, destination());
    JsonNode pending = untilPending(App.shared().as("ada"), id);

    Engine.complete(Engine.awaitUserTask(pending, 1), "grace.l", Map.of("decision", "deny"));
    Engine.awaitUserTask(pending, 2);

    assertThat(reasons(pending)).containsExactly("REASON_REQUIRED");
    App.shared().as("grace").decide(pending.path("review").asString(), "deny", "test");
    untilEnded(App.shared().as("ada"), id);
  }

  @Test
  void decision_setAsVariableFromOutside_isNotWhatTheTaskWasCompletedWith() throws IOException {
    Path destination = destination();
    String id = Releases.request(App.shared().as("ada"), source, destination);
    JsonNode pending = untilPending(App.shared().as("ada"), id);

    Engine.complete(Engine.awaitUserTask(pending, 1), "grace.l", Map.of("decision", "maybe"));
    Engine.awaitUserTask(pending, 2);

    assertThat(reasons(pending)).containsExactly("NO_CHOICE");
    App.shared().as("tom").decide(pending.path("review").asString(), "deny", "test");
    assertThat(untilEnded(App.shared().as("ada"), id).path("state").asString())
        .isEqualTo("NOT_APPROVED");
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void task_completedWithRawCredentialsInAReviewersName_doesNotCountWhereNamesProveNothing()
      throws IOException {
    try (App wary = App.start(Map.of("COUNTERSIGN_ENGINE_TRUSTASSIGNEE", "false"))) {
      Path destination = destination();
      String id = Releases.request(wary.as("ada"), source, destination);
      JsonNode pending = untilPending(wary.as("ada"), id);

      Engine.complete(Engine.awaitUserTask(pending, 1), "grace.l", Map.of("decision", "approve"));
      Engine.awaitUserTask(pending, 2);

      String review = pending.path("review").asString();
      JsonNode refusal =
          wary.as("grace").get("/api/v1/reviews/" + review).body().path("refusals").path(0);
      assertThat(refusal.path("identity").asString()).isEqualTo("unproven-tasklist:grace.l");
      assertThat(refusal.path("reason").asString()).isEqualTo("UNKNOWN_IDENTITY");
      assertThat(exported(destination)).isEmpty();
      assertThat(wary.as("grace").decide(review, "approve", "myself").status()).isEqualTo(200);
      assertThat(untilEnded(wary.as("ada"), id).path("state").asString()).isEqualTo("RELEASED");
    }
  }

  @Test
  void review_thatNobodyDecides_expiresWithoutExport() throws IOException {
    try (App hasty = App.start(Map.of("COUNTERSIGN_REVIEW_EXPIRY", "3s"))) {
      Path destination = destination();
      String id = Releases.request(hasty.as("ada"), source, destination);
      String review = untilPending(hasty.as("ada"), id).path("review").asString();

      JsonNode ended = untilEnded(hasty.as("ada"), id);

      assertThat(ended.path("state").asString()).isEqualTo("NOT_APPROVED");
      assertThat(ended.path("verdict").asString()).isEqualTo("expired");
      assertThat(hasty.as("grace").decide(review, "approve", "").status()).isEqualTo(409);
      assertThat(exported(destination)).isEmpty();
    }
  }

  private static List<String> reasons(JsonNode release) {
    String review = release.path("review").asString();
    return await("refusals")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                App.shared()
                    .as("grace")
                    .get("/api/v1/reviews/" + review)
                    .body()
                    .path("refusals")
                    .valueStream()
                    .map(refusal -> refusal.path("reason").asString())
                    .toList(),
            found -> !found.isEmpty());
  }
}
