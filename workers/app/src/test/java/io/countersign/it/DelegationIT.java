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
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Olga is no data steward; grace lets her decide in her place. */
class DelegationIT {

  private static App app;
  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    source = Releases.dataset("people.csv", "id,email\n1,ann@example.org\n".getBytes(UTF_8));
  }

  /** Other tests share the database: nobody stands in for anybody there. */
  @AfterAll
  static void stop() {
    app.as("grace")
        .get("/api/v1/delegations")
        .body()
        .path("items")
        .forEach(
            made -> app.as("grace").delete("/api/v1/delegations/" + made.path("id").asString()));
    assertThat(
            Database.count(
                "select count(*) from countersign.review_delegation where ended_at is null"))
        .isZero();
  }

  @Test
  void delegate_isOfferedTheTaskThatIsOpenAndDecidesInTasklist() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);
    JsonNode pending = untilPending(app.as("ada"), id);
    String review = pending.path("review").asString();
    long task = Engine.awaitUserTask(pending, 1);
    JsonNode shown = app.as("ada").get("/api/v1/reviews/" + review).body();
    assertThat(app.as("olga").get("/api/v1/reviews/" + review).status()).isEqualTo(404);
    assertThat(app.as("olga").decide(shown, review, "approve", "").body().path("code").asString())
        .isEqualTo("NOT_ELIGIBLE");

    Api.Answer made =
        app.as("grace")
            .post(
                "/api/v1/delegations", Map.of("delegate", "olga", "until", "2099-01-01T00:00:00Z"));
    assertThat(made.status()).as("longer than 30 days").isEqualTo(422);
    made =
        app.as("grace")
            .post(
                "/api/v1/delegations",
                Map.of("delegate", "olga", "until", OffsetDateTime.now().plusHours(1) + ""));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    await("the task's new candidates")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Database.count(
                        "select count(*) from history.record where value_type = 'USER_TASK'"
                            + " and intent = 'UPDATED' and user_task_key = "
                            + task)
                    == 1);

    Engine.complete(task, "olga", Map.of("decision", "approve"));
    JsonNode ended = untilEnded(app.as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
    JsonNode vote =
        app.as("ada").get("/api/v1/reviews/" + review).body().path("seats").path(0).path("vote");
    assertThat(vote.path("person").asString()).isEqualTo("olga");
    assertThat(vote.path("inPlaceOf").asString()).isEqualTo("grace");
  }
}
