package io.countersign.connectors.zeebe;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the exporter; not part of the build. Run it with {@code mvn verify -pl
 * connectors/zeebe-exporter -am -Dit.test=ExporterCostBenchmark}; about four minutes, longer and
 * steadier with {@code -Dexporter.rounds=3 -Dexporter.warmUp=60 -Dexporter.window=60}. Results are
 * appended to {@code target/exporter-rows.txt} and {@code target/exporter-cost.txt}.
 */
class ExporterCostBenchmark {

  private static final String ROWS = "exporter-rows.txt";
  private static final String COST = "exporter-cost.txt";
  private static final int ROUNDS = Integer.getInteger("exporter.rounds", 2);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("exporter.warmUp", 15));
  private static final Duration WINDOW =
      Duration.ofSeconds(Integer.getInteger("exporter.window", 20));
  private static final int IN_FLIGHT = 60;

  @TempDir Path folder;
  private Semaphore free = new Semaphore(IN_FLIGHT);
  private final AtomicInteger completed = new AtomicInteger();

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
        while (rows < 20_000) {
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
            ROWS,
            "batch of %d: redaction %.1f us per record, storing %.0f rows/s",
            batchSize,
            mapping / 1e3 / rows,
            rows / (storing / 1e9));
      }
      say(
          ROWS,
          "bytes per row, indexes included: %d",
          database.number(
              "select pg_total_relation_size('history.record') / count(*) from history.record"));
    }
  }

  @Test
  void measure_engineWithAndWithoutExporter() throws Exception {
    try (var database = new TestDatabase(folder.resolve("postgres"))) {
      double without = 0;
      double with = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        without += measure(database, round, false);
        with += measure(database, round, true);
      }
      double cost = 100 * (1 - with / without);
      say(
          COST,
          "| engine throughput lost to the exporter, %% | <= 10 | %.1f | %s |",
          cost,
          cost <= 10 ? "met" : "NOT MET");
      assertThat(database.rows("select * from history.gap")).isEmpty();
    }
  }

  /** Instances a second. */
  private double measure(TestDatabase database, int round, boolean exporting) throws IOException {
    free = new Semaphore(IN_FLIGHT);
    Path data = Files.createDirectories(folder.resolve("round-" + round + exporting));
    database.execute("drop schema if exists history cascade");
    Map<String, String> arguments =
        Map.of("URL", database.url(), "USER", "postgres", "DIGESTKEYFILE", key().toString());
    try (var broker = new TestBroker(data, exporting ? arguments : Map.of())) {
      broker.start();
      try (CamundaClient client = broker.client();
          JobWorker worker = worker(client)) {
        assertThat(worker.isOpen()).isTrue();
        client.newDeployResourceCommand().addResourceFromClasspath("small.bpmn").send().join();
        run(client, WARM_UP);
        long cpu = broker.cpuMillis();
        int done = run(client, WINDOW);
        double cpuMillis = broker.cpuMillis() - cpu;
        say(
            COST,
            "round %d, exporter %s: %.1f instances/s, broker CPU %.2f ms per instance%s",
            round,
            exporting ? "on " : "off",
            done / (double) WINDOW.toSeconds(),
            cpuMillis / done,
            exporting ? lag(database) : "");
        return done / (double) WINDOW.toSeconds();
      }
    }
  }

  /** From the engine's time of a record to the transaction that stored it. */
  private static String lag(TestDatabase database) {
    return database
        .rows(
            "select count(*) || ' rows, from record to row ' || round(1000 * percentile_cont(0.5)"
                + " within group (order by extract(epoch from exported_at - ts))) || ' ms median, '"
                + " || round(1000 * percentile_cont(0.99)"
                + " within group (order by extract(epoch from exported_at - ts)))"
                + " || ' ms p99' from history.record")
        .getFirst()
        .transform(text -> ", " + text);
  }

  /** One worker for a whole round: what a closed one has activated would be lost for a while. */
  private JobWorker worker(CamundaClient client) {
    return client
        .newWorker()
        .jobType("small.work")
        .handler(
            (jobs, job) ->
                jobs.newCompleteCommand(job)
                    .variables(Map.of("answer", 42))
                    .send()
                    .whenComplete(
                        (done, failed) -> {
                          free.release();
                          if (failed == null) {
                            completed.incrementAndGet();
                          }
                        }))
        .maxJobsActive(IN_FLIGHT)
        .timeout(Duration.ofSeconds(10))
        .open();
  }

  /** Keeps a number of instances in flight for some time; returns how many jobs were completed. */
  private int run(CamundaClient client, Duration window) {
    int before = completed.get();
    long end = System.nanoTime() + window.toNanos();
    while (System.nanoTime() < end) {
      if (free.tryAcquire()) {
        start(client);
      } else {
        LockSupport.parkNanos(500_000);
      }
    }
    return completed.get() - before;
  }

  private void start(CamundaClient client) {
    client
        .newCreateInstanceCommand()
        .bpmnProcessId("small")
        .latestVersion()
        .variables(Map.of("email", "x@example.org", "review", false))
        .send()
        .exceptionally(
            rejected -> {
              free.release();
              return null;
            });
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

  /** Writes each line at once, so that an interrupted measurement keeps what it has. */
  private void say(String name, String line, Object... values) throws IOException {
    Path jar = Path.of(System.getProperty("countersign.exporter.jar"));
    Files.writeString(jar.resolveSibling(name), line.formatted(values) + "\n", CREATE, APPEND);
  }
}
