package io.countersign.connectors.zeebe;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The statements on the table {@code record} and on what accompanies it. */
final class RecordTable {

  private final String insert;
  private final String progress;
  private final String stranger;
  private final String schema;

  RecordTable(String schema) {
    this.schema = schema;
    String names = RecordColumn.ALL.stream().map(RecordColumn::name).collect(joining(", "));
    String arrays =
        RecordColumn.ALL.stream()
            .map(column -> "?::" + column.type() + "[]")
            .collect(joining(", "));
    String expressions =
        RecordColumn.ALL.stream().map(RecordColumn::expression).collect(joining(", "));
    insert =
        "insert into %s.record (%s) select %s from unnest(%s) as r(%s) on conflict do nothing"
            .formatted(schema, names, expressions, arrays, names);
    progress =
        """
        insert into %s.progress as p (partition_id, stored_position, broker_version, updated_at)
        values (?, ?, ?, now())
        on conflict (partition_id) do update
          set stored_position = greatest(p.stored_position, excluded.stored_position),
              broker_version = excluded.broker_version,
              updated_at = now()"""
            .formatted(schema);
    stranger =
        """
        select min(s.position)
          from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[])
               as r(position, value_type, intent, ts)
          join %s.record s on s.partition_id = ? and s.position = r.position
         where s.value_type <> r.value_type or s.intent <> r.intent
            or s.ts <> timestamptz 'epoch' + r.ts * interval '1 millisecond'"""
            .formatted(schema);
  }

  /** Inserts what is not there yet; returns how many rows that was. */
  int insert(Connection connection, List<HistoryRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      int parameter = 1;
      for (RecordColumn column : RecordColumn.ALL) {
        statement.setArray(
            parameter++, connection.createArrayOf(column.type(), column.values(rows)));
      }
      return statement.executeUpdate();
    }
  }

  void noteProgress(Connection connection, HistoryRow last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(progress)) {
      statement.setInt(1, last.partitionId());
      statement.setLong(2, last.position());
      statement.setString(3, last.brokerVersion());
      statement.executeUpdate();
    }
  }

  /**
   * Makes sure that rows which were already there are the same records, and not those of another
   * engine that once used this schema.
   *
   * @throws SQLException naming the first position that holds another record
   */
  void refuseStrangers(Connection connection, List<HistoryRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(stranger)) {
      statement.setArray(1, array(connection, "bigint", rows, HistoryRow::position));
      statement.setArray(2, array(connection, "text", rows, HistoryRow::valueType));
      statement.setArray(3, array(connection, "text", rows, HistoryRow::intent));
      statement.setArray(4, array(connection, "bigint", rows, HistoryRow::timestamp));
      statement.setInt(5, rows.getFirst().partitionId());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        long position = result.getLong(1);
        if (!result.wasNull()) {
          throw new SQLException(
              ("schema %s already holds the history of another engine (partition %d, position %d is"
                      + " a different record): give this cluster a schema of its own, or move the old"
                      + " one away")
                  .formatted(schema, rows.getFirst().partitionId(), position));
        }
      }
    }
  }

  private static java.sql.Array array(
      Connection connection,
      String type,
      List<HistoryRow> rows,
      java.util.function.Function<HistoryRow, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(value).toArray());
  }

  /** Empties the history and leaves a note that it did. */
  void purge(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "insert into %1$s.purge (rows) select count(*) from %1$s.record".formatted(schema));
      statement.execute("truncate %1$s.record, %1$s.progress".formatted(schema));
    }
  }
}
