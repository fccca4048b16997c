package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import tools.jackson.databind.JsonNode;

/** The images together: two instances, one follows the other, and a network that is cut. */
@Tag("containers")
class ContainersIT {

  private static final Path SOURCE = Path.of("/var/lib/countersign/in.csv");

  private static Containers stack;
  private static GenericContainer<?> first;
  private static GenericContainer<?> second;

  @BeforeAll
  static void start() throws IOException {
    String missing = Containers.missing();
    assumeTrue(missing.isEmpty(), missing);
    stack = new Containers();
    first = stack.application();
    second = stack.application();
    first.copyFileToContainer(
        Transferable.of("id,email\n1,someone@example.org\n2,other@example.org\n", 0444),
        SOURCE.toString());
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      first.stop();
      second.stop();
      stack.close();
    }
  }

  @Test
  void release_askedAtOneInstanceAndSignedAtTheOther_isExportedOnceAndMasked() throws Exception {
    Path destination = Path.of("/exports/apart.csv");
    String id = Releases.request(as(first, "ada"), SOURCE, destination);
    JsonNode pending = Releases.untilPending(as(second, "ada"), id);
    String review = pending.path("review").asString();

    assertThat(as(first, "ada").decide(review, "approve", "").status()).isEqualTo(403);
    assertThat(as(second, "grace").decide(review, "approve", "").status()).isEqualTo(200);

    assertThat(Releases.untilEnded(as(first, "ada"), id).path("state").asString())
        .isEqualTo("RELEASED");
    assertThat(exported(destination)).hasSize(3).noneMatch(line -> line.contains("example.org"));
    assertThat(executions(pending)).isEqualTo("1");
  }

  @Test
  void instances_followedByOthersOneByOne_whileAReviewIsPending_loseNothing() throws Exception {
    Path destination = Path.of("/exports/rolling.csv");
    String id = Releases.request(as(first, "ada"), SOURCE, destination);
    JsonNode pending = Releases.untilPending(as(first, "ada"), id);

    first.stop();
    first = stack.application();
    second.stop();
    second = stack.application();
    String review = pending.path("review").asString();
    assertThat(as(second, "grace").decide(review, "approve", "").status()).isEqualTo(200);

    assertThat(Releases.untilEnded(as(first, "ada"), id).path("state").asString())
        .isEqualTo("RELEASED");
    assertThat(exported(destination)).hasSize(3);
    assertThat(executions(pending)).isEqualTo("1");
  }

  @Test
  void network_cutBetweenBrokerAndDatabase_delaysHistoryAndLosesNoneOfIt() throws Exception {
    stack.cutHistoryOff();
    String id = Releases.request(as(first, "ada"), SOURCE, Path.of("/exports/cut.csv"));
    JsonNode pending = Releases.untilPending(as(first, "ada"), id);
    as(first, "grace").decide(pending.path("review").asString(), "approve", "");
    JsonNode ended = Releases.untilEnded(as(first, "ada"), id);
    assertThat(ended.path("state").asString()).isEqualTo("RELEASED");
    String completed =
        "select count(*) from history.record where value_type = 'PROCESS_INSTANCE'"
            + " and intent = 'ELEMENT_COMPLETED' and element_type = 'PROCESS'"
            + " and process_instance_key = "
            + ended.path("processInstanceKey").asString();
    assertThat(stack.sql(completed)).isEqualTo("0");

    stack.joinHistoryAgain();

    await("history of release " + id)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> stack.sql(completed).equals("1"));
    assertThat(stack.sql("select count(*) from countersign.finding where code = 'HISTORY_GAP'"))
        .isEqualTo("0");
  }

  private static Api as(GenericContainer<?> application, String caller) {
    return Containers.as(application, caller);
  }

  private static String executions(JsonNode pending) throws Exception {
    return stack.sql(
        "select count(*) from countersign.execution where action_id = '"
            + pending.path("id").asString()
            + "'");
  }

  private static List<String> exported(Path destination) {
    return second.copyFileFromContainer(
        destination.toString(),
        stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
  }
}
