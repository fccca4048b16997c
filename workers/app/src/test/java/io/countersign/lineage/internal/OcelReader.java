package io.countersign.lineage.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Reads an OCEL 2.0 database. */
final class OcelReader implements AutoCloseable {

  private final Connection connection;

  OcelReader(Path file) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /** The first column of all rows. */
  Set<String> all(String sql) throws SQLException {
    Set<String> values = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  String one(String sql) throws SQLException {
    return all(sql).iterator().next();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
