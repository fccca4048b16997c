package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.zeebe.exporter.test.ExporterTestConfiguration;
import io.camunda.zeebe.exporter.test.ExporterTestContext;
import io.camunda.zeebe.exporter.test.ExporterTestController;
import io.camunda.zeebe.protocol.record.Record;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporter against a real PostgreSQL, with the broker's side played by the test harness. */
class CountersignExporterIT {

  @TempDir static Path folder;
  private static TestDatabase database;
  private static Path key;

  private final List<CountersignExporter> opened = new ArrayList<>();
  private ExporterTestController broker = new ExporterTestController();

  @BeforeAll
  static void startDatabase() throws IOException {
    key = Files.writeString(folder.resolve("key"), Keys.HEX);
    database = new TestDatabase(folder.resolve("data"));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void emptyDatabase() {
    database.execute("drop schema if exists history cascade");
  }

  @AfterEach
  void closeExporters() {
    opened.forEach(CountersignExporter::close);
  }

  @Test
  void export_recordsAmongNoise_storesThemOnceAndAcknowledgesAll() {
    CountersignExporter exporter = open(50);

    for (long position = 1; position <= 1001; position++) {
      exporter.export(position % 3 == 0 ? Records.element(position) : Records.noise(position));
    }

    awaitAcknowledged(1001);
    assertThat(database.number("select count(*) from history.record")).isEqualTo(333);
    assertThat(database.rows("select * from history.gap")).isEmpty();
    assertThat(database.rows("select stored_position from history.progress"))
        .containsExactly("999");
    assertThat(
            database.rows(
                "select previous_position, ts at time zone 'UTC', element_id, process_instance_key"
                    + " from history.record where position = 9"))
        .containsExactly("6|2025-11-23 12:00:00.123|Task_Export|" + Records.INSTANCE);
  }

  @Test
  void export_sameRecordsAgainAfterARestart_changesNothing() {
    CountersignExporter first = open(10);
    elements(1, 100).forEach(first::export);
    awaitAcknowledged(100);
    List<String> before = database.rows("select r::text from history.record r order by position");
    first.close();

    restartFrom(40, 40);
    CountersignExporter second = open(7);
    elements(41, 130).forEach(second::export);
    awaitAcknowledged(130);

    assertThat(database.rows("select r::text from history.record r order by position"))
        .hasSize(130)
        .startsWith(before.toArray(String[]::new));
    assertThat(database.rows("select * from history.gap")).isEmpty();
  }

  @Test
  void export_withoutWhatTheBrokerRemembered_saysThatCompletenessIsUnproven() {
    CountersignExporter first = open(10);
    elements(1, 5).forEach(first::export);
    awaitAcknowledged(5);
    first.close();

    broker = new ExporterTestController();
    CountersignExporter second = open(10);
    elements(20, 22).forEach(second::export);
    awaitAcknowledged(22);

    assertThat(database.rows("select position, kind from history.gap"))
        .containsExactly("20|restarted");
  }

  @Test
  void gap_rowDeletedInsertedOrCutOff_showsEach() {
    CountersignExporter exporter = open(10);
    elements(1, 30).forEach(exporter::export);
    awaitAcknowledged(30);

    database.execute("delete from history.record where position in (7, 8, 30)");
    database.execute(
        "insert into history.record (partition_id, position, previous_position, value_type, intent,"
            + " record_type, ts, broker_version, payload)"
            + " values (1, 8, 7, 'JOB', 'CREATED', 'EVENT', now(), '8.6.0', '{}')");

    assertThat(
            database.rows(
                "select position, previous_position, found_previous_position, kind"
                    + " from history.gap order by position nulls last"))
        .containsExactly("8|7|6|missing", "null|30|29|missing");

    database.execute("update history.record set previous_position = 6 where position = 8");
    assertThat(database.rows("select position, kind from history.gap where position is not null"))
        .isEmpty();
    database.execute("update history.record set previous_position = 5 where position = 8");
    assertThat(database.rows("select position, kind from history.gap where position is not null"))
        .containsExactly("8|inserted");
  }

  @Test
  void export_databaseAway_buffersThenPausesThenCatchesUpWithoutAGap() {
    CountersignExporter exporter = open(10);
    elements(1, 20).forEach(exporter::export);
    awaitAcknowledged(20);

    database.stop();
    long next = 21;
    try {
      long position = exportUntilPaused(exporter, 21);
      assertThat(position - 21).isEqualTo(100);
      assertThatThrownBy(() -> exporter.export(Records.element(position)))
          .isInstanceOf(ExportingPausedException.class)
          .hasMessageContaining("100 records");
      assertThat(broker.getPosition()).isLessThanOrEqualTo(20);
      next = position;
    } finally {
      database.start();
    }

    for (long position = next; position <= 300; position++) {
      exportRepeatedly(exporter, position);
    }
    awaitAcknowledged(300);
    assertThat(database.number("select count(*) from history.record")).isEqualTo(300);
    assertThat(database.rows("select * from history.gap")).isEmpty();
  }

  @Test
  void open_databaseNotYetThere_startsAndWaits() {
    database.stop();
    CountersignExporter exporter;
    try {
      exporter = open(10);
      elements(1, 20).forEach(exporter::export);
    } finally {
      database.start();
    }

    awaitAcknowledged(20);
    assertThat(database.number("select count(*) from history.record")).isEqualTo(20);
  }

  @Test
  void export_plantedValues_areInNoColumnOfAnyTable() {
    CountersignExporter exporter = open(100);
    Planted.records(1).forEach(exporter::export);
    awaitAcknowledged(13);

    List<String> rows = new ArrayList<>(database.rows("select r::text from history.record r"));
    rows.addAll(database.rows("select p::text from history.progress p"));

    assertThat(rows).hasSize(14).noneMatch(row -> row.contains("lovelace"));
    assertThat(
            database.rows(
                "select payload -> 'variables' ->> 'email' from history.record"
                    + " where value_type = 'USER_TASK'"))
        .first()
        .asString()
        .matches("[0-9a-f]{64}");
  }

  @Test
  void export_schemaOfAnotherEngine_storesNothingAndAcknowledgesNothing() {
    CountersignExporter first = open(10);
    elements(1, 10).forEach(first::export);
    awaitAcknowledged(10);
    first.close();

    broker = new ExporterTestController();
    CountersignExporter other = open(10);
    other.export(Records.variable(1, "a", "1"));
    other.export(Records.variable(11, "a", "1"));

    await()
        .during(Duration.ofMillis(700))
        .atMost(Duration.ofSeconds(3))
        .until(
            () -> {
              tick();
              return broker.getPosition() < 1
                  && database.number("select count(*) from history.record") == 10;
            });
  }

  @Test
  void purge_configuredButNotOpen_emptiesTheHistoryAndLeavesANote() throws Exception {
    CountersignExporter exporter = open(10);
    elements(1, 12).forEach(exporter::export);
    awaitAcknowledged(12);
    exporter.close();

    var purging = new CountersignExporter();
    purging.configure(context(10));
    purging.purge();
    purging.close();

    assertThat(database.number("select count(*) from history.record")).isZero();
    assertThat(database.rows("select rows from history.purge")).containsExactly("12");
  }

  @Test
  void store_rowThatTheDatabaseRefuses_keepsItsCoordinatesAndEveryOtherRow() throws SQLException {
    HistoryRow bad = RowBufferTest.row(2);
    bad =
        new HistoryRow(
            1, 2, 1L, "JOB", "CREATED", "EVENT", null, 5L, 0, null, "8.6.0", bad.columns(), "{no");
    try (var store = new HistoryDatabase(SettingsReader.read(arguments(10)))) {
      store.store(List.of(RowBufferTest.row(1), bad, RowBufferTest.row(3)));
    }

    assertThat(database.rows("select position, key, payload from history.record order by 1"))
        .containsExactly("1|null|{}", "2|5|{\"unstorable\": \"22P02\"}", "3|null|{}");
  }

  @Test
  void store_severalBrokersAtOnce_createTheSchemaOnce() throws Exception {
    List<Thread> brokers = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 1; i <= 6; i++) {
      long position = i;
      brokers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (var store = new HistoryDatabase(SettingsReader.read(arguments(10)))) {
                      store.store(List.of(RowBufferTest.row(position)));
                    } catch (SQLException | RuntimeException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : brokers) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(database.rows("select version from history.schema_version")).containsExactly("1");
    assertThat(database.number("select count(*) from history.record")).isEqualTo(6);
  }

  @Test
  void store_serverThatNeverAnswers_givesUp() throws IOException {
    Map<String, Object> arguments = arguments(10);
    try (var silent = new java.net.ServerSocket(0)) {
      arguments.put(
          "url",
          "jdbc:postgresql://localhost:%d/x?socketTimeout=1".formatted(silent.getLocalPort()));
      try (var store = new HistoryDatabase(SettingsReader.read(arguments))) {
        assertThatThrownBy(() -> store.store(List.of(RowBufferTest.row(1))))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private CountersignExporter open(int batchSize) {
    var exporter = new CountersignExporter();
    exporter.configure(context(batchSize));
    exporter.open(broker);
    opened.add(exporter);
    return exporter;
  }

  private static ExporterTestContext context(int batchSize) {
    return new ExporterTestContext()
        .setConfiguration(
            new ExporterTestConfiguration<>("countersign", arguments(batchSize), x -> x));
  }

  private static Map<String, Object> arguments(int batchSize) {
    return new HashMap<>(
        Map.of(
            "url",
            database.url(),
            "user",
            "postgres",
            "digestKeyFile",
            key.toString(),
            "batchSize",
            batchSize,
            "bufferLimit",
            100 > 2 * batchSize ? 100 : 1000,
            "flushInterval",
            20));
  }

  /** A broker that acknowledged less than was stored, as after a crash. */
  private void restartFrom(long acknowledged, long stored) {
    broker = new ExporterTestController();
    broker.updateLastExportedRecordPosition(acknowledged, ExportMemory.of(stored));
  }

  private static List<Record<?>> elements(long from, long to) {
    List<Record<?>> records = new ArrayList<>();
    for (long position = from; position <= to; position++) {
      records.add(Records.element(position));
    }
    return records;
  }

  private static long exportUntilPaused(CountersignExporter exporter, long from) {
    for (long position = from; ; position++) {
      try {
        exporter.export(Records.element(position));
      } catch (ExportingPausedException paused) {
        return position;
      }
    }
  }

  /** What the broker does with an exporter that throws. */
  private void exportRepeatedly(CountersignExporter exporter, long position) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .ignoreException(ExportingPausedException.class)
        .untilAsserted(() -> exporter.export(Records.element(position)));
  }

  private void awaitAcknowledged(long position) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              tick();
              return broker.getPosition() == position;
            });
  }

  private void tick() {
    broker.runScheduledTasks(Duration.ofMillis(20));
  }
}
