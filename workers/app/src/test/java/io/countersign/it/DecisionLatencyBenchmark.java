package io.countersign.it;

import static org.awaitility.Awaitility.await;

import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * From a person's decision to the start of the effect, on the embedded stack: open loop, so many
 * decisions a second whatever becomes of the earlier ones. Both moments are the database's record:
 * the vote's and the execution's. Measures, asserts nothing:
 *
 * <pre>mvn -pl workers/app,connectors/zeebe-exporter -am verify -Dtest=NoSuch
 *   -Dsurefire.failIfNoSpecifiedTests=false -Pbenchmark -Dit.test=DecisionLatencyBenchmark
 *   -Dfailsafe.failIfNoSpecifiedTests=false [-Ddecisions=150 -DperSecond=5]</pre>
 */
class DecisionLatencyBenchmark {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionLatencyBenchmark.class);
  private static final int DECISIONS = Integer.getInteger("decisions", 150);
  private static final int PER_SECOND = Integer.getInteger("perSecond", 5);
  private static final int WARM_UP = 20;

  @Test
  void decision_toStartOfEffect() throws IOException {
    Path source = Embedded.folder("samples").resolve("latency.csv");
    new CustomersGenerator(20, 5).write(source);
    App app = App.shared();
    decide(app, reviews(app, source, WARM_UP));
    List<String> releases = reviews(app, source, DECISIONS);
    decide(app, releases);
    report(releases);
  }

  /** Requests so many releases and waits until each has an open review. */
  private static List<String> reviews(App app, Path source, int count) {
    List<String> releases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      releases.add(Releases.request(app.as("ada"), source, Releases.destination()));
    }
    releases.forEach(release -> Releases.untilPending(app.as("ada"), release));
    return releases;
  }

  private static void decide(App app, List<String> releases) {
    List<String> rounds = new ArrayList<>();
    for (String release : releases) {
      JsonNode pending = app.as("ada").release(release);
      rounds.add(pending.path("review").asString());
    }
    try (ScheduledExecutorService loop = Executors.newScheduledThreadPool(16)) {
      for (int i = 0; i < rounds.size(); i++) {
        String round = rounds.get(i);
        loop.schedule(
            () -> app.as("grace").decide(round, "approve", ""),
            i * 1_000L / PER_SECOND,
            TimeUnit.MILLISECONDS);
      }
    }
    await("executions")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> started(releases) == releases.size());
  }

  private static long started(List<String> releases) {
    return Database.count(
        "select count(*) from countersign.execution where action_id in (%s)"
            .formatted(list(releases)));
  }

  private static void report(List<String> releases) {
    String millis =
        """
        select round(extract(epoch from
          percentile_cont(%s) within group (order by e.started_at - v.cast_at)) * 1000)
        from countersign.execution e
          join countersign.review_round r on r.subject_id = e.action_id
          join countersign.review_vote v on v.round_id = r.id
        where e.action_id in (%s)
        """;
    LOG.info(
        "Decision to start of effect, {} decisions at {} a second: p50 {} ms, p90 {} ms, p99 {} ms,"
            + " most {} ms",
        releases.size(),
        PER_SECOND,
        Database.strings(millis.formatted("0.5", list(releases))).getFirst(),
        Database.strings(millis.formatted("0.9", list(releases))).getFirst(),
        Database.strings(millis.formatted("0.99", list(releases))).getFirst(),
        Database.strings(millis.formatted("1", list(releases))).getFirst());
  }

  private static String list(List<String> ids) {
    return "'" + String.join("', '", ids) + "'";
  }
}
