package io.countersign.connectors.postgres;

import io.countersign.spi.EffectRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What the database remembers of an export.
 *
 * @param standing whether the very table that was created still has its name
 */
record ExportRecord(String sha256, long rows, Instant exportedAt, boolean standing) {

  /** Keeps two attempts at one execution from running at once. */
  static void lock(Connection connection, UUID executionId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended(?, 1134251364))")) {
      statement.setString(1, "export " + executionId);
      statement.execute();
    }
  }

  static Optional<ExportRecord> find(Connection connection, UUID executionId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT e.sha256, e.row_count, e.exported_at, c.oid IS NOT NULL AS standing
              FROM countersign_access.export e
              LEFT JOIN (pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace)
                ON c.oid = e.table_id AND c.relname = e.table_name AND n.nspname = e.table_schema
             WHERE e.execution_id = ?
            """)) {
      statement.setObject(1, executionId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new ExportRecord(
                    row.getString(1),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getBoolean(4)))
            : Optional.empty();
      }
    }
  }

  static void insert(Connection connection, EffectRequest request, long rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO countersign_access.export (execution_id, action_digest, table_schema,
                table_name, table_id, sha256, row_count, exported_at)
            SELECT ?, ?, n.nspname, c.relname, c.oid, ?, ?, clock_timestamp()
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname = ?
            """)) {
      statement.setObject(1, request.executionId());
      statement.setString(2, request.actionDigest());
      statement.setString(3, request.input().orElseThrow().sha256());
      statement.setLong(4, rows);
      statement.setString(5, request.target("schema"));
      statement.setString(6, request.target("table"));
      statement.executeUpdate();
    }
  }
}
