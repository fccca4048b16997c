package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import io.countersign.spi.Holding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who is a member of the roles that are only granted here. */
final class Memberships {

  /** Those that give the role's rights; the connector's own right to pass the role on does not. */
  private static final String SQL =
      """
      SELECT DISTINCT r.rolname, m.rolname
        FROM pg_auth_members a
        JOIN pg_roles r ON r.oid = a.roleid
        JOIN pg_roles m ON m.oid = a.member
       WHERE r.rolname = ANY (?) AND (a.inherit_option OR a.set_option)
         AND m.rolname <> current_user
       ORDER BY 1, 2
      """;

  private Memberships() {}

  /**
   * The memberships on one connection.
   *
   * @throws EffectException when the server does not answer now
   */
  static List<Holding> of(Database database) throws EffectException {
    if (database.grantableRoles().isEmpty()) {
      return List.of();
    }
    try {
      return database.use(Database.USUAL_PATIENCE, connection -> list(connection, database));
    } catch (SQLException e) {
      throw SqlFaults.notDone(database, e, true);
    }
  }

  private static List<Holding> list(Connection connection, Database database) throws SQLException {
    List<Holding> holdings = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setArray(
          1, connection.createArrayOf("text", database.grantableRoles().toArray(String[]::new)));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String role = rows.getString(1);
          String member = rows.getString(2);
          holdings.add(
              new Holding(
                  place(database, role, member),
                  "The membership of '%s' in the role '%s' on the PostgreSQL connection '%s'"
                      .formatted(member, role, database.name())));
        }
      }
    }
    return holdings;
  }

  /** Roles belong to a server, whichever of its databases a connection leads to. */
  static String place(Database database, String role, String member) {
    String server = database.url().replaceFirst("^jdbc:postgresql:(//)?", "").split("[/?]", 2)[0];
    return "membership:%s:%s:%s".formatted(server, Sql.name(role), Sql.name(member));
  }
}
