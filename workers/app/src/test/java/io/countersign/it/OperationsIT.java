package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.bpmn.JobTypes;
import io.countersign.cli.Commands;
import io.countersign.local.LocalStack;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One release, and then everything that operators look at. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsIT {

  private static App app;
  private static Collector collector;
  private static Path customers;

  @BeforeAll
  static void releaseOnce() throws IOException {
    collector = new Collector();
    app =
        App.start(
            Map.of(
                "COUNTERSIGN_LOG_FORMAT",
                "ecs",
                "COUNTERSIGN_TRACES_ENDPOINT",
                collector.endpoint()));
    customers = Embedded.folder("sources").resolve("operations.csv");
    new CustomersGenerator(500, 31).write(customers);
    String id = Releases.request(app.as("ada"), customers, destination());
    String review = untilPending(app.as("ada"), id).path("review").asString();
    assertThat(app.as("grace").decide(review, "approve", "").status()).isEqualTo(200);
    assertThat(untilEnded(app.as("ada"), id).path("state").asString()).isEqualTo("RELEASED");
  }

  @AfterAll
  static void stop() {
    app.close();
    collector.close();
  }

  @Test
  @Order(1)
  void everythingKept_afterARelease_holdsNoIdentifierOfTheDataset() throws IOException {
    Leaks leaks = Leaks.of(customers);

    assertThat(leaks.identifiers()).hasSizeGreaterThan(2_000);
    assertThat(leaks.in(Files.readString(app.log()))).as("log").isEmpty();
    for (String table : tables()) {
      assertThat(
              leaks.in(String.join("\n", Database.strings("select t::text from " + table + " t"))))
          .as(table)
          .isEmpty();
    }
    assertThat(leaks.inFilesOf(Embedded.folder("app/data/ledger"))).as("ledger").isEmpty();
    assertThat(leaks.in(collector.text())).as("traces").isEmpty();
  }

  @Test
  @Order(2)
  void trace_ofARelease_leadsFromItsRequestToItsEffect() {
    List<String> wanted =
        List.of("http post /api/v1/releases", JobTypes.MASKING_MASK, JobTypes.EFFECT_RUN);

    await("one trace with " + wanted)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        collector.spans().stream()
                            .collect(
                                groupingBy(
                                    Collector.Span::trace, mapping(Collector.Span::name, toList())))
                            .values())
                    .anySatisfy(names -> assertThat(names).containsAll(wanted)));
  }

  private static List<String> tables() {
    return Database.strings(
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('countersign', 'history')");
  }

  @Test
  @Order(2)
  void log_inEcs_isOneJsonObjectALine() throws IOException {
    assertThat(Files.readAllLines(app.log()).stream().filter(line -> line.startsWith("{")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(JsonMapper.shared().readTree(line).has("@timestamp")).as(line).isTrue());
  }

  @Test
  @Order(3)
  void metrics_afterARelease_countWhatHappened() {
    String metrics = app.management().text("/actuator/prometheus");

    assertThat(metrics)
        .contains(
            "countersign_jobs_seconds_count",
            "countersign_reviews_votes_total{",
            "countersign_effects_total{",
            "countersign_ledger_pending",
            "countersign_exporter_lag_seconds",
            "countersign_findings{",
            "hikaricp_connections");
    assertThat(app.management().get("/actuator/env").status()).isIn(401, 403, 404);
    assertThat(app.as("ada").get("/actuator/health").status()).isEqualTo(403);
  }

  @Test
  @Order(4)
  void doctor_ofARunningInstallation_findsNoProblem() {
    JsonNode answer = doctor();
    assertThat(answer.path("checks").valueStream().map(check -> check.path("name").asString("")))
        .contains(
            "settings",
            "database",
            "database.schema",
            "clock.database",
            "clock.engine",
            "engine",
            "engine.licence",
            "exporter.jar",
            "exporter.partition-1",
            "ledger.anchoring",
            "permissions.ledger-keys");
    assertThat(problems(answer)).isSubsetOf("permissions.tokens");
  }

  private static List<String> problems(JsonNode answer) {
    return answer
        .path("checks")
        .valueStream()
        .filter(check -> check.path("state").asString("").equals("PROBLEM"))
        .map(check -> check.path("name").asString(""))
        .toList();
  }

  /** Its last line; libraries log in this process before it. */
  private static JsonNode doctor() {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--json", "--"));
    arguments.addAll(settings(Embedded.stack().jdbcUrl(), Embedded.folder("app").resolve("data")));
    Commands.Result told = Commands.run(arguments.toArray(String[]::new));
    return JsonMapper.shared().readTree(told.out().lines().toList().getLast());
  }

  private static List<String> settings(String url, Path data) {
    LocalStack stack = Embedded.stack();
    return List.of(
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + stack.dbUser(),
        "--spring.datasource.password=" + stack.dbPassword(),
        "--countersign.data-dir=" + data,
        "--countersign.engine.grpc-address=" + stack.zeebeGrpc(),
        "--countersign.engine.rest-address=" + stack.zeebeRest(),
        "--countersign.history.digest-key-file=" + stack.historyKeyFile(),
        "--countersign.api.tokens-file=" + Embedded.folder("app").resolve("tokens.sha256"));
  }

  @Test
  @Order(5)
  void backup_ofARunningInstallation_isRestoredWhole() throws IOException {
    Path backup = Embedded.folder("backups").resolve("one");
    List<String> order = new ArrayList<>(List.of("backup", backup.toString(), "--"));
    order.addAll(settings(Embedded.stack().jdbcUrl(), Embedded.folder("app").resolve("data")));
    Commands.Result made = Commands.run(order.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();

    Database.run("create database restored");
    String url = Embedded.stack().jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/restored$1");
    Path data = Embedded.folder("restored");
    List<String> back =
        new ArrayList<>(
            List.of(
                "restore",
                backup.toString(),
                "--exporter",
                "target/exporter/countersign-zeebe-exporter.jar",
                "--"));
    back.addAll(settings(url, data));
    Commands.Result restored = Commands.run(back.toArray(String[]::new));

    assertThat(restored.code()).as(restored.err()).isZero();
    String key = app.as("nora").get("/api/v1/ledger").body().path("verifierKey").asString();
    Commands.Result verified =
        Commands.run("verify", data.resolve("ledger").toString(), "--key", key);
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(data.resolve("ledger-keys/signing.key")).exists();
    JsonNode manifest = JsonMapper.shared().readTree(backup.resolve("manifest.json"));
    for (JsonNode table : manifest.path("tables")) {
      assertThat(Database.countIn(url, "select count(*) from " + table.path("name").asString()))
          .as(table.path("name").asString())
          .isGreaterThanOrEqualTo(table.path("rows").asLong());
    }
    assertThat(Database.countIn(url, "select count(*) from history.gap"))
        .isEqualTo(Database.count("select count(*) from history.gap"));
    assertThat(Database.countIn(url, "select count(*) from countersign.restoration")).isOne();
    Commands.Result again = Commands.run(back.toArray(String[]::new));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is not empty");
    Database.run("drop database restored with (force)");
  }

  @Test
  @Order(6)
  void readiness_whileTheDatabaseIsAway_isDownAndLivenessIsNot() {
    assertThat(status("readiness")).isEqualTo(200);
    Embedded.stack().postgres().kill();
    try {
      await().atMost(Duration.ofMinutes(2)).until(() -> status("readiness") != 200);
      assertThat(status("liveness")).isEqualTo(200);
      assertThat(problems(doctor())).contains("database");
    } finally {
      Embedded.stack().postgres().restart();
    }
    await().atMost(Duration.ofMinutes(2)).until(() -> status("readiness") == 200);
  }

  private static int status(String group) {
    return app.management().get("/actuator/health/" + group).status();
  }
}
