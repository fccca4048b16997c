package io.countersign.connectors.zeebe;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.record.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the exporter; not part of the build. Run it with {@code mvn verify -pl
 * connectors/zeebe-exporter -am -Pbenchmark -Dit.test=ExporterCostBenchmark}; about four minutes,
 * longer and steadier with {@code -Dexporter.rounds=8 -Dexporter.warmUp=60 -Dexporter.window=30}.
 * Results are appended to {@code target/exporter-rows.txt} and {@code target/exporter-cost.txt}.
 */
class ExporterCostBenchmark {

  private static final String ROWS = "exporter-rows.txt";
  private static final String COST = "exporter-cost.txt";
  private static final int ROUNDS = Integer.getInteger("exporter.rounds", 4);
  private static final Duration WARM_UP =
      Duration.ofSeconds(Integer.getInteger("exporter.warmUp", 30));
  private static final Duration WINDOW =
      Duration.ofSeconds(Integer.getInteger("exporter.window", 12));
  @TempDir Path folder;

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

  /**
   * Two brokers, both warm, take turns: one without exporter, one with. The order changes from
   * round to round, and whoever is not measured has nothing to do.
   */
  @Test
  void measure_engineWithAndWithoutExporter() throws Exception {
    try (var database = new TestDatabase(folder.resolve("postgres"));
        var off = new EngineLoad("off", Files.createDirectories(folder.resolve("off")), Map.of());
        var on =
            new EngineLoad(
                "on ",
                Files.createDirectories(folder.resolve("on")),
                Map.of("URL", database.url(), "USER", "postgres", "DIGESTKEYFILE", key()))) {
      off.run(WARM_UP);
      on.run(WARM_UP);
      for (int round = 1; round <= ROUNDS; round++) {
        List<EngineLoad> order = round % 2 == 1 ? List.of(off, on) : List.of(on, off);
        for (EngineLoad load : order) {
          settle(database);
          say(COST, "round %d, exporter %s", round, load.measure(WINDOW));
        }
      }
      settle(database);
      double cost = 100 * (1 - on.perSecond() / off.perSecond());
      say(
          COST,
          "without %.1f, with %.1f instances/s%s",
          off.perSecond(),
          on.perSecond(),
          lag(database));
      say(
          COST,
          "| engine throughput lost to the exporter, %% | <= 10 | %.1f | %s |",
          cost,
          cost <= 10 ? "met" : "NOT MET");
      assertThat(database.rows("select * from history.gap")).isEmpty();
    }
  }

  /** Waits until the exporter has written everything, so that nobody pays for another's window. */
  private static void settle(TestDatabase database) {
    long rows = -1;
    for (long now = rows(database); now != rows; now = rows(database)) {
      rows = now;
      LockSupport.parkNanos(1_500_000_000);
    }
  }

  private static long rows(TestDatabase database) {
    return database.number("select count(*) from history.record");
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

  private static Record<?> mixed(long position) {
    return position % 4 == 0
        ? Records.variable(position, "answer", "{\"count\":42,\"to\":\"x@example.org\"}")
        : Records.element(position);
  }

  private Map<String, Object> arguments(TestDatabase database) throws IOException {
    return Map.of("url", database.url(), "user", "postgres", "digestKeyFile", key());
  }

  private String key() throws IOException {
    return Files.writeString(folder.resolve("key"), Keys.HEX).toString();
  }

  /** Writes each line at once, so that an interrupted measurement keeps what it has. */
  private void say(String name, String line, Object... values) throws IOException {
    Path jar = Path.of(System.getProperty("countersign.exporter.jar"));
    Files.writeString(jar.resolveSibling(name), line.formatted(values) + "\n", CREATE, APPEND);
  }
}
