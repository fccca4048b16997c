package io.countersign.connectors.zeebe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates the exporter's tables, or brings them up to date, in one transaction.
 *
 * <p>Several brokers may do so at the same time: an advisory lock lets one of them work. A schema
 * that is up to date, or newer, is not touched, so that the exporter can run without the right to
 * create tables.
 */
final class SchemaMigration {

  /** The newest {@code history-N.sql} that this exporter brings. */
  static final int NEWEST = 1;

  /** "history" in ASCII; keeps this lock apart from those of others in the same database. */
  private static final long LOCK = 0x686973746f7279L;

  private final String schema;

  SchemaMigration(String schema) {
    this.schema = schema;
  }

  void run(Connection connection) throws SQLException {
    if (version(connection) < NEWEST) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
        for (int next = version(connection) + 1; next <= NEWEST; next++) {
          apply(statement, next);
        }
      }
    }
    connection.commit();
  }

  private void apply(Statement statement, int version) throws SQLException {
    if (version == 1) {
      statement.execute("create schema if not exists " + schema);
      statement.execute(
          "create table if not exists %s.schema_version (version integer primary key, applied_at timestamptz not null default now())"
              .formatted(schema));
    }
    statement.execute(script(version).replace("${schema}", schema));
    statement.execute(
        "insert into %s.schema_version (version) values (%d)".formatted(schema, version));
  }

  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Not to_regclass: it may answer from a cache that is older than the lock.
      try (ResultSet table =
          statement.executeQuery(
              "select exists (select 1 from pg_catalog.pg_tables where schemaname = '%s' and tablename = 'schema_version')"
                  .formatted(schema))) {
        table.next();
        if (!table.getBoolean(1)) {
          return 0;
        }
      }
      try (ResultSet newest =
          statement.executeQuery(
              "select coalesce(max(version), 0) from %s.schema_version".formatted(schema))) {
        newest.next();
        return newest.getInt(1);
      }
    }
  }

  private static String script(int version) {
    String name = "history-" + version + ".sql";
    try (InputStream script = SchemaMigration.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is missing from the exporter's jar");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
