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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A request that is taken back while people are asked about it. */
class WithdrawalIT {

  private static App app;
  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    source = Releases.dataset("people.csv", "id,email\n1,ann@example.org\n".getBytes(UTF_8));
  }

  @Test
  void withdraw_byItsRequester_endsTheProcessWithoutExportAndTakesTheTaskAway() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);
    JsonNode pending = untilPending(app.as("ada"), id);
    String review = pending.path("review").asString();
    long task = Engine.awaitUserTask(pending, 1);

    Api.Answer stranger = app.as("grace").post(withdrawal(review), Map.of());
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.body().path("code").asString()).isEqualTo("NOT_AN_AUTHOR");
    Api.Answer own = app.as("ada").post(withdrawal(review), Map.of());
    assertThat(own.status()).as(own.body().toString()).isEqualTo(200);

    JsonNode ended = untilEnded(app.as("ada"), id);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("NOT_APPROVED");
    assertThat(ended.path("verdict").asString()).isEqualTo("withdrawn");
    assertThat(app.as("grace").decide(review, "approve", "").status()).isEqualTo(409);
    assertThat(exported(destination)).isEmpty();
    await("the user task's end")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Database.count(
                        "select count(*) from history.record where value_type = 'USER_TASK'"
                            + " and intent = 'CANCELED' and user_task_key = "
                            + task)
                    == 1);
  }

  /** The process may not even wait yet when the message comes. */
  @Test
  void withdraw_asSoonAsTheReviewIsOpen_endsTheProcessAsWell() throws IOException {
    for (int i = 0; i < 2; i++) {
      Path destination = destination();
      String id = Releases.request(app.as("etl-agent"), source, destination);
      String review = untilPending(app.as("ada"), id).path("review").asString();
      assertThat(app.as("ada").post(withdrawal(review), Map.of()).status()).isEqualTo(200);
      assertThat(untilEnded(app.as("ada"), id).path("verdict").asString()).isEqualTo("withdrawn");
      assertThat(exported(destination)).isEmpty();
    }
  }

  private static String withdrawal(String review) {
    return "/api/v1/reviews/" + review + "/withdrawal";
  }
}
