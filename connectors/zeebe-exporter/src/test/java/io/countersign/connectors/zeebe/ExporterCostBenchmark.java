package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import io.camunda.zeebe.protocol.record.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the exporter; not part of the build. Run it with {@code mvn verify -pl
 * connectors/zeebe-exporter -am -Dit.test=ExporterCostBenchmark}; results go to {@code
 * target/exporter-cost.txt}.
 */
class ExporterCostBenchmark {

  private static final Logger LOG = LoggerFactory.getLogger(ExporterCostBenchmark.class);
  private static final int ROUNDS = 3;
  private static final int WARM_UP = 1000;
  private static final int INSTANCES = 2000;
  private static final int IN_FLIGHT = 60;

  @TempDir Path folder;
  private final List<String> report = new ArrayList<>();

  @Test
  void measure_rowsPerSecond() throws Exception {
    var mapper = new RowMapper(new Redactor(new ValueDigest(Keys.TEST)));
    try (var database = new TestDatabase(folder.resolve("postgres"));
        var store = new HistoryDatabase(SettingsReader.read(arguments(database)))) {
      long position = 1;
      for (int batchSize : new int[] {100, 500, 500, 1000, 2000}) {
        long mapping = 0;
        long storing = 0;
        int rows = 0;
        while (rows < 60_000) {
          long start = System.nanoTime();
          List<HistoryRow> batch = new ArrayList<>(batchSize);
          for (int i = 0; i < batchSize; i++, position++) {
            batch.add(mapper.map(mixed(position), position - 1));
          }
          long mapped = System.nanoTime();
          store.store(batch);
          mapping += mapped - start;
          storing += System.nanoTime() - mapped;
          rows += batchSize;
        }
        say(
            "batch of %d: redaction %.1f us per record, storing %.0f rows/s",
            batchSize, mapping / 1e3 / rows, rows / (storing / 1e9));
      }
      say(
          "bytes per row, indexes included: %d",
          database.number(
              "select pg_total_relation_size('history.record') / count(*) from history.record"));
    }
    write("exporter-rows.txt");
  }

  @Test
  void measure_engineWithAndWithoutExporter() throws Exception {
    try (var database = new TestDatabase(folder.resolve("postgres"))) {
      for (int round = 1; round <= ROUNDS; round++) {
        measure(database, round, false);
        measure(database, round, true);
      }
      assertThat(database.rows("select * from history.gap")).isEmpty();
    }
    write("exporter-cost.txt");
  }

  private void measure(TestDatabase database, int round, boolean exporting) throws IOException {
    Path data = Files.createDirectories(folder.resolve("round-" + round + exporting));
    database.execute("drop schema if exists history cascade");
    Map<String, String> arguments =
        Map.of("URL", database.url(), "USER", "postgres", "DIGESTKEYFILE", key().toString());
    try (var broker = new TestBroker(data, exporting ? arguments : Map.of())) {
      broker.start();
      try (CamundaClient client = broker.client()) {
        client.newDeployResourceCommand().addResourceFromClasspath("small.bpmn").send().join();
        int before = run(client, WARM_UP);
        long cpu = broker.cpuMillis();
        long start = System.nanoTime();
        int measured = run(client, INSTANCES);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMillis = broker.cpuMillis() - cpu;
        say(
            "round %d, exporter %s: %.0f instances/s, broker CPU %.2f ms per instance%s",
            round,
            exporting ? "on " : "off",
            measured / seconds,
            cpuMillis / measured,
            exporting ? drain(database, before + measured) : "");
      }
    }
  }

  /** How long after the last instance its history was complete. */
  private static String drain(TestDatabase database, int instances) {
    long start = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                database.number(
                        "select count(*) from history.record"
                            + " where intent = 'ELEMENT_COMPLETED' and element_type = 'PROCESS'")
                    >= instances);
    return ", %d rows, complete after %d ms"
        .formatted(
            database.number("select count(*) from history.record"),
            (System.nanoTime() - start) / 1_000_000);
  }

  /** Runs instances, a bounded number at a time; returns how many the engine accepted. */
  private static int run(CamundaClient client, int instances) {
    var free = new Semaphore(IN_FLIGHT);
    var accepted = new AtomicInteger();
    var answered = new AtomicInteger();
    Set<Long> done = ConcurrentHashMap.newKeySet();
    try (JobWorker worker =
        client
            .newWorker()
            .jobType("small.work")
            .handler(
                (jobs, job) ->
                    jobs.newCompleteCommand(job)
                        .variables(Map.of("answer", 42))
                        .send()
                        .thenAccept(
                            completed -> {
                              done.add(job.getProcessInstanceKey());
                              free.release();
                            }))
            .maxJobsActive(IN_FLIGHT)
            .timeout(Duration.ofSeconds(5))
            .open()) {
      assertThat(worker.isOpen()).isTrue();
      for (int i = 0; i < instances; i++) {
        free.acquireUninterruptibly();
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("small")
            .latestVersion()
            .variables(Map.of("email", "x@example.org", "review", false))
            .send()
            .whenComplete(
                (created, rejected) -> {
                  if (rejected == null) {
                    accepted.incrementAndGet();
                  } else {
                    free.release();
                  }
                  answered.incrementAndGet();
                });
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> answered.get() == instances && done.size() >= accepted.get());
    }
    return accepted.get();
  }

  private static Record<?> mixed(long position) {
    return position % 4 == 0
        ? Records.variable(position, "answer", "{\"count\":42,\"to\":\"x@example.org\"}")
        : Records.element(position);
  }

  private Map<String, Object> arguments(TestDatabase database) throws IOException {
    return Map.of("url", database.url(), "user", "postgres", "digestKeyFile", key().toString());
  }

  private Path key() throws IOException {
    return Files.writeString(folder.resolve("key"), Keys.HEX);
  }

  private void say(String line, Object... values) {
    report.add(line.formatted(values));
    LOG.info("{}", report.getLast());
  }

  private void write(String name) throws IOException {
    Path jar = Path.of(System.getProperty("countersign.exporter.jar"));
    Files.write(jar.resolveSibling(name), report);
  }
}
