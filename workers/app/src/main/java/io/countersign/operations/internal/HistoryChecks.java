package io.countersign.operations.internal;

import io.countersign.operations.Check;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.core.env.Environment;

/** Whether the exporter is there, new enough, and keeps up. */
final class HistoryChecks {

  /** The tables that this version reads; an exporter that brings fewer is too old. */
  private static final int SCHEMA = 1;

  private static final Duration LAG_NOTED = Duration.ofSeconds(30);

  private final Connection connection;
  private final String schema;
  private final Clock clock;
  private final List<Check> checks;

  HistoryChecks(Connection connection, Environment environment, Clock clock, List<Check> checks) {
    this.connection = connection;
    this.schema =
        TogetherSettings.value(environment, "countersign.history.schema").orElse("history");
    this.clock = clock;
    this.checks = checks;
  }

  void run() throws SQLException {
    if (!schema.matches("[a-z_][a-z0-9_]{0,62}")
        || DatabaseChecks.ask(
                connection, "select to_regclass('" + schema + ".schema_version')::text")
            .isEmpty()) {
      checks.add(
          Check.warning(
              "exporter",
              "No exporter has written to the schema '" + schema + "' yet.",
              "Put countersign-zeebe-exporter.jar into the brokers and configure it, see"
                  + " connectors/zeebe-exporter/README.md."));
      return;
    }
    jar();
    progress();
    gaps();
  }

  private void jar() throws SQLException {
    int version =
        Integer.parseInt(
            DatabaseChecks.ask(
                    connection, "select max(version) from %s.schema_version".formatted(schema))
                .orElse("0"));
    checks.add(
        version >= SCHEMA
            ? Check.ok("exporter.jar", "It writes tables of version " + version + ".")
            : Check.problem(
                "exporter.jar",
                "It is too old: its tables are of version %d, wanted is %d."
                    .formatted(version, SCHEMA),
                "Replace the jar in all brokers and restart them one after the other."));
  }

  private void progress() throws SQLException {
    String sql =
        """
        select p.partition_id, p.broker_version, r.ts, r.exported_at
        from %1$s.progress p
        left join %1$s.record r on r.partition_id = p.partition_id and r.position = p.stored_position
        order by 1
        """
            .formatted(schema);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      boolean any = false;
      while (row.next()) {
        any = true;
        checks.add(partition(row));
      }
      if (!any) {
        checks.add(
            Check.warning(
                "exporter", "It has stored nothing yet.", "Look into the brokers' logs."));
      }
    }
  }

  private Check partition(ResultSet row) throws SQLException {
    String name = "exporter.partition-" + row.getInt("partition_id");
    if (row.getTimestamp("ts") == null) {
      return Check.problem(
          name, "Its last record is missing.", "Somebody deleted history; see 'findings list'.");
    }
    Instant engine = row.getTimestamp("ts").toInstant();
    Instant stored = row.getTimestamp("exported_at").toInstant();
    Duration lag = Duration.between(engine, stored);
    String found =
        "Its last record, of Camunda %s, is of %s and was stored after %.1f s."
            .formatted(row.getString("broker_version"), engine, lag.toMillis() / 1e3);
    if (lag.compareTo(Duration.ofSeconds(-2)) < 0
        || engine.isAfter(clock.instant().plusSeconds(2))) {
      return Check.warning(
          name,
          found + " The engine's clock is ahead.",
          "Let all machines follow one time server.");
    }
    return lag.compareTo(LAG_NOTED) > 0
        ? Check.warning(
            name, found, "It is behind: look for 'countersign' in the brokers' logs and metrics.")
        : Check.ok(name, found);
  }

  private void gaps() throws SQLException {
    long gaps =
        Long.parseLong(
            DatabaseChecks.ask(
                    connection,
                    "select count(*) from %s.gap where previous_position is not null"
                        .formatted(schema))
                .orElse("0"));
    checks.add(
        gaps == 0
            ? Check.ok("exporter.history", "History has no gap.")
            : Check.problem(
                "exporter.history",
                "History has " + gaps + " gaps: records were deleted or inserted.",
                "'countersign findings list' says where; find out who has write access."));
  }
}
