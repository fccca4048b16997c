package io.countersign.connectors.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks a database about the place of a new table. */
final class TableTarget {

  private TableTarget() {}

  /** What speaks against a new table of this name; empty when nothing does. */
  static List<String> problems(
      Connection connection, Database database, String schema, String table) throws SQLException {
    List<String> problems = new ArrayList<>();
    AccessSchema.problem(connection).ifPresent(problems::add);
    if (column(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", schema).isEmpty()) {
      problems.add("There is no schema '" + schema + "' on '" + database.name() + "'.");
      return problems;
    }
    if (column(
            connection,
            "SELECT 1 FROM pg_namespace WHERE nspname = ?"
                + " AND has_schema_privilege(oid, 'USAGE') AND has_schema_privilege(oid, 'CREATE')",
            schema)
        .isEmpty()) {
      problems.add(
          "The connector may not create tables in '"
              + schema
              + "'. Let an administrator run: GRANT USAGE, CREATE ON SCHEMA "
              + Sql.name(schema)
              + " TO "
              + Sql.name(database.user())
              + ".");
    }
    if (!column(
            connection,
            """
            SELECT 1 FROM pg_namespace n WHERE n.nspname = ? AND (
              EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid AND relname = ?) OR
              EXISTS (SELECT FROM pg_type WHERE typnamespace = n.oid AND typname = ?))
            """,
            schema,
            table,
            table)
        .isEmpty()) {
      problems.add(
          "Something has the name "
              + Sql.table(schema, table)
              + " already and is never replaced. Choose another name.");
    }
    return problems;
  }

  /** Who may read a table that the connector creates in a schema, besides itself, in words. */
  static String readers(Connection connection, String schema) throws SQLException {
    List<String> readers =
        column(
            connection,
            """
            SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'everybody'
                                           ELSE pg_get_userbyid(a.grantee) END
              FROM pg_default_acl d
              LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
              CROSS JOIN LATERAL aclexplode(d.defaclacl) a
             WHERE d.defaclobjtype = 'r' AND a.privilege_type = 'SELECT'
               AND pg_get_userbyid(d.defaclrole) = current_user
               AND (d.defaclnamespace = 0 OR n.nspname = ?)
               AND pg_get_userbyid(a.grantee) <> current_user
            """,
            schema);
    return readers.isEmpty() ? "nobody" : String.join(", ", readers);
  }

  /** Whether a statement failed because its name was taken, maybe in the same moment. */
  static boolean isTaken(SQLException e) {
    String state = SqlFaults.state(e);
    return state.equals("42P07") || state.equals("42710") || state.equals("23505");
  }

  static long count(Connection connection, String schema, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM " + Sql.table(schema, table))) {
      row.next();
      return row.getLong(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The names in it may hold what looks like an escape.
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private static List<String> column(Connection connection, String sql, String... values)
      throws SQLException {
    List<String> column = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          column.add(rows.getString(1));
        }
      }
    }
    return column;
  }
}
