package io.countersign.operations.internal;

import io.countersign.operations.internal.Manifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Tables to files and back, by PostgreSQL's own COPY. */
final class TableCopies {

  private static final String TABLES =
      """
      select n.nspname || '.' || c.relname as name,
        array_to_string(array(select quote_ident(a.attname) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          order by a.attnum), ',') as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('countersign', ?) and c.relkind = 'r'
        and c.relname not in ('flyway_schema_history', 'schema_version')
      order by 1
      """;

  private static final String REFERENCES =
      """
      select conrelid::regclass::text as child, confrelid::regclass::text as parent
      from pg_constraint where contype = 'f' and conrelid <> confrelid
      """;

  private final Connection connection;
  private final Path folder;

  TableCopies(Connection connection, Path folder) {
    this.connection = connection;
    this.folder = folder;
  }

  /** Writes every table, as one snapshot sees them. */
  List<Table> out(String history) throws SQLException, IOException {
    List<Table> tables = new ArrayList<>();
    for (Table table : tables(history)) {
      try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(file(table)))) {
        long rows =
            copies()
                .copyOut("copy %s (%s) to stdout".formatted(table.name(), columns(table)), file);
        tables.add(new Table(table.name(), table.columns(), rows));
      }
    }
    return tables;
  }

  private List<Table> tables(String history) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, history);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(
              new Table(row.getString("name"), List.of(row.getString("columns").split(",")), 0));
        }
      }
    }
    return tables;
  }

  /** Fills empty tables again, those first that others refer to. */
  void in(List<Table> tables) throws SQLException, IOException {
    List<Table> ordered = ordered(tables);
    for (Table table : ordered.reversed()) {
      run("alter table " + table.name() + " disable trigger user");
      run("delete from " + table.name());
    }
    for (Table table : ordered) {
      try (InputStream file = new GZIPInputStream(Files.newInputStream(file(table)))) {
        long rows =
            copies()
                .copyIn("copy %s (%s) from stdin".formatted(table.name(), columns(table)), file);
        if (rows != table.rows()) {
          throw new SQLException(
              "%s has %d rows, the backup %d.".formatted(table.name(), rows, table.rows()));
        }
      }
    }
    for (Table table : tables) {
      run("alter table " + table.name() + " enable trigger user");
    }
  }

  private List<Table> ordered(List<Table> tables) throws SQLException {
    Map<String, List<String>> parents = parents();
    List<Table> rest = new ArrayList<>(tables);
    List<Table> ordered = new ArrayList<>();
    while (!rest.isEmpty()) {
      List<String> names = rest.stream().map(Table::name).toList();
      List<Table> free =
          rest.stream()
              .filter(
                  table ->
                      parents.getOrDefault(table.name(), List.of()).stream()
                          .noneMatch(names::contains))
              .toList();
      if (free.isEmpty()) {
        throw new SQLException("Tables refer to one another in a circle: " + names);
      }
      ordered.addAll(free);
      rest.removeAll(free);
    }
    return ordered;
  }

  private Map<String, List<String>> parents() throws SQLException {
    Map<String, List<String>> parents = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(REFERENCES)) {
      while (row.next()) {
        parents
            .computeIfAbsent(qualified(row.getString("child")), any -> new ArrayList<>())
            .add(qualified(row.getString("parent")));
      }
    }
    return parents;
  }

  private static String qualified(String name) {
    return name.contains(".") ? name : "countersign." + name;
  }

  /** Last values; those of sequences that nothing was drawn from are left out. */
  Map<String, Long> sequences() throws SQLException {
    Map<String, Long> sequences = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select schemaname || '.' || quote_ident(sequencename), last_value from pg_sequences"
                    + " where schemaname = 'countersign' and last_value is not null")) {
      while (row.next()) {
        sequences.put(row.getString(1), row.getLong(2));
      }
    }
    return sequences;
  }

  void set(Map<String, Long> sequences) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select setval(?::regclass, ?)")) {
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        statement.setString(1, sequence.getKey());
        statement.setLong(2, sequence.getValue());
        statement.execute();
      }
    }
  }

  private static String columns(Table table) {
    return String.join(",", table.columns());
  }

  private Path file(Table table) {
    return folder.resolve(table.name() + ".copy.gz");
  }

  private CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
