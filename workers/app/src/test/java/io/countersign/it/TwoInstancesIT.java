package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances on one database, one log and one engine: either may die, nothing is lost. */
class TwoInstancesIT {

  private static App one;
  private static App two;
  private static Path customers;

  @BeforeAll
  static void start() throws IOException {
    one = App.shared();
    two = App.beside();
    customers = Embedded.folder("sources").resolve("two-instances.csv");
    new CustomersGenerator(1_000, 77).write(customers);
  }

  @AfterAll
  static void stop() {
    two.close();
  }

  @Test
  void ledger_ofTwoInstances_isPublishedByOne() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Stream.of(one, two).mapToLong(TwoInstancesIT::leading).sum() == 1);
  }

  private static long leading(App app) {
    return app.management()
        .text("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith("countersign_ledger_leading") && line.endsWith(" 1.0"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void either_killedRightAfterAnApproval_losesNothingAndRepeatsNothing(boolean first)
      throws IOException {
    App victim = first ? one : two;
    App survivor = first ? two : one;
    Path destination = destination();
    String id = Releases.request(victim.as("ada"), customers, destination);
    String review = untilPending(survivor.as("ada"), id).path("review").asString();

    assertThat(victim.as("grace").decide(review, "approve", "").status()).isEqualTo(200);
    victim.kill();

    assertThat(untilEnded(survivor.as("ada"), id).path("state").asString()).isEqualTo("RELEASED");
    victim.restart();
    assertThat(exported(destination)).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(
            Database.count(
                "select count(*) from countersign.execution where state = 'DONE' and action_id = '"
                    + id
                    + "'"))
        .isOne();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Database.count(
                        "select count(*) from countersign.ledger_intent where state = 'INTENDED' and"
                            + " action_id = '"
                            + id
                            + "'")
                    == 0);
  }
}
