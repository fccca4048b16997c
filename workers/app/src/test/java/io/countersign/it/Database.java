package io.countersign.it;

import io.countersign.local.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks into the database behind the application's back. */
final class Database {

  private Database() {}

  static List<String> strings(String sql) {
    return strings(Embedded.stack().jdbcUrl(), sql);
  }

  /** A count in another database of the same server. */
  static long countIn(String url, String sql) {
    return Long.parseLong(strings(url, sql).getFirst());
  }

  static void run(String sql) {
    LocalStack stack = Embedded.stack();
    try (Connection connection =
            DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static List<String> strings(String url, String sql) {
    LocalStack stack = Embedded.stack();
    try (Connection connection =
            DriverManager.getConnection(url, stack.dbUser(), stack.dbPassword());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static long count(String sql) {
    return Long.parseLong(strings(sql).getFirst());
  }
}
