package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.springframework.core.env.Environment;

/** The database, its clock, its schema, and what the exporter wrote into it. */
final class DatabaseChecks {

  private static final int OLDEST_SERVER = 140_000;
  private static final Duration SKEW_NOTED = Duration.ofSeconds(2);
  private static final Duration SKEW_REFUSED = Duration.ofSeconds(30);

  private final Environment environment;
  private final Clock clock;
  private final List<Check> checks;

  DatabaseChecks(Environment environment, Clock clock, List<Check> checks) {
    this.environment = environment;
    this.clock = clock;
    this.checks = checks;
  }

  /** Opens a connection as the application would. */
  static Connection connect(Environment environment) throws SQLException {
    Properties properties = new Properties();
    TogetherSettings.value(environment, "spring.datasource.username")
        .ifPresent(user -> properties.setProperty("user", user));
    TogetherSettings.value(environment, "spring.datasource.password")
        .ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("ApplicationName", "countersign-operations");
    return DriverManager.getConnection(
        TogetherSettings.value(environment, "spring.datasource.url").orElse(""), properties);
  }

  void run() {
    try (Connection connection = connect(environment)) {
      server(connection);
      clocks(connection);
      schema();
      new HistoryChecks(connection, environment, clock, checks).run();
    } catch (SQLException e) {
      checks.add(
          Check.problem(
              "database",
              "It does not answer: " + Redaction.of(String.valueOf(e.getMessage())),
              "Start it, or correct COUNTERSIGN_DB_URL, COUNTERSIGN_DB_USER and its password."));
    }
  }

  private void server(Connection connection) throws SQLException {
    String version = ask(connection, "show server_version").orElse("?");
    int number = Integer.parseInt(ask(connection, "show server_version_num").orElse("0"));
    checks.add(
        number >= OLDEST_SERVER
            ? Check.ok("database", "PostgreSQL " + version + " answers.")
            : Check.problem("database", "PostgreSQL " + version + ".", "Use 14 or later."));
  }

  private void clocks(Connection connection) throws SQLException {
    Instant before = clock.instant();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      Instant there = row.getTimestamp(1).toInstant();
      checks.add(skew("clock.database", "The database's clock", before, clock.instant(), there));
    }
  }

  /** How a clock compares with ours, which was read before and after it. */
  static Check skew(String name, String whose, Instant before, Instant after, Instant there) {
    Duration off =
        there.isBefore(before)
            ? Duration.between(there, before)
            : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
    String found = "%s is off by %.1f s.".formatted(whose, off.toMillis() / 1e3);
    String fix = "Let both machines follow one time server (chrony, systemd-timesyncd).";
    if (off.compareTo(SKEW_REFUSED) > 0) {
      return Check.problem(name, found, fix);
    }
    return off.compareTo(SKEW_NOTED) > 0
        ? Check.warning(name, found, fix)
        : Check.ok(name, whose + " agrees with this machine's.");
  }

  private void schema() {
    MigrationInfoService info =
        Flyway.configure()
            .dataSource(
                TogetherSettings.value(environment, "spring.datasource.url").orElse(""),
                TogetherSettings.value(environment, "spring.datasource.username").orElse(""),
                TogetherSettings.value(environment, "spring.datasource.password").orElse(""))
            .defaultSchema("countersign")
            .schemas("countersign")
            .locations("classpath:db/migration")
            .load()
            .info();
    checks.add(schema(info));
  }

  private static Check schema(MigrationInfoService info) {
    List<MigrationInfo> all = Arrays.asList(info.all());
    String current =
        Optional.ofNullable(info.current()).map(at -> "V" + at.getVersion()).orElse("empty");
    if (all.stream().anyMatch(m -> m.getState().isFailed())) {
      return Check.problem(
          "database.schema",
          "A migration failed; the schema is at " + current + ".",
          "Restore the backup from before the upgrade; compose/README.md says how.");
    }
    long ahead = all.stream().filter(m -> m.getState() == MigrationState.FUTURE_SUCCESS).count();
    if (ahead > 0) {
      return Check.warning(
          "database.schema",
          "It is ahead of this version by %d migrations, at %s.".formatted(ahead, current),
          "Well for the time of a rolling upgrade; otherwise run the newer version of Countersign.");
    }
    int pending = info.pending().length;
    return pending == 0
        ? Check.ok("database.schema", "It is at " + current + ", as this version wants it.")
        : Check.note(
            "database.schema",
            "It is behind by %d migrations, at %s.".formatted(pending, current),
            "Make a backup; then 'serve' migrates it when it starts.");
  }

  static Optional<String> ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }
}
