package io.countersign.connectors.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A role of a server, as it is now. */
record Role(
    long id,
    String name,
    boolean login,
    boolean superuser,
    boolean createRole,
    boolean bypassRls,
    boolean replication) {

  private static final String COLUMNS =
      "r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolcreaterole, r.rolbypassrls,"
          + " r.rolreplication";

  /** The role of this name. */
  static Optional<Role> find(Connection connection, String name) throws SQLException {
    return list(connection, "SELECT " + COLUMNS + " FROM pg_roles r WHERE r.rolname = ?", name)
        .stream()
        .findFirst();
  }

  /** The role and all whose rights it can use, directly or not. */
  List<Role> closure(Connection connection) throws SQLException {
    return list(
        connection,
        """
        WITH RECURSIVE up(id) AS (
          SELECT ?::oid
          UNION
          SELECT a.roleid FROM pg_auth_members a JOIN up ON a.member = up.id
           WHERE a.inherit_option OR a.set_option)
        SELECT %s FROM up JOIN pg_roles r ON r.oid = up.id ORDER BY r.rolname
        """
            .formatted(COLUMNS),
        id);
  }

  /** Names of the roles that can use this one's rights, directly. */
  List<String> users(Connection connection) throws SQLException {
    return list(
            connection,
            "SELECT "
                + COLUMNS
                + " FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.member"
                + " WHERE a.roleid = ?::oid AND (a.inherit_option OR a.set_option)"
                + " ORDER BY r.rolname",
            id)
        .stream()
        .map(Role::name)
        .distinct()
        .toList();
  }

  /** Names of the roles that this one is a member of, directly. */
  List<String> memberOf(Connection connection) throws SQLException {
    return list(
            connection,
            "SELECT "
                + COLUMNS
                + " FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
                + " WHERE a.member = ?::oid ORDER BY r.rolname",
            id)
        .stream()
        .map(Role::name)
        .distinct()
        .toList();
  }

  /** Names of the roles that this one, or one whose rights it can use, may pass on. */
  List<String> canPassOn(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    for (Role role : closure(connection)) {
      list(
              connection,
              "SELECT "
                  + COLUMNS
                  + " FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
                  + " WHERE a.member = ?::oid AND a.admin_option ORDER BY r.rolname",
              role.id())
          .forEach(granted -> names.add(granted.name()));
    }
    return names.stream().distinct().toList();
  }

  /** Whether a membership of this one in another would close a circle. */
  boolean contains(Connection connection, Role other) throws SQLException {
    return !list(
            connection,
            """
            WITH RECURSIVE up(id) AS (
              SELECT ?::oid
              UNION SELECT a.roleid FROM pg_auth_members a JOIN up ON a.member = up.id)
            SELECT %s FROM up JOIN pg_roles r ON r.oid = up.id WHERE r.oid = ?::oid
            """
                .formatted(COLUMNS),
            other.id(),
            id)
        .isEmpty();
  }

  /** Whether another is a member of this one, directly, whoever gave it. */
  boolean hasMember(Connection connection, Role member) throws SQLException {
    return !list(
            connection,
            "SELECT "
                + COLUMNS
                + " FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
                + " WHERE a.roleid = ?::oid AND a.member = ?::oid",
            id,
            member.id())
        .isEmpty();
  }

  /** What makes the role one that can raise its own rights, in words; empty when nothing does. */
  List<String> powers() {
    return Stream.of(
            power(Role::superuser, "SUPERUSER"),
            power(Role::createRole, "CREATEROLE"),
            power(Role::bypassRls, "BYPASSRLS"),
            power(Role::replication, "REPLICATION"))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether PostgreSQL defines it, with rights that no table of grants shows. */
  boolean isPredefined() {
    return name.startsWith("pg_");
  }

  private Optional<String> power(Predicate<Role> has, String word) {
    return has.test(this) ? Optional.of(word) : Optional.empty();
  }

  private static List<Role> list(Connection connection, String sql, Object... values)
      throws SQLException {
    List<Role> roles = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          roles.add(
              new Role(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getBoolean(3),
                  rows.getBoolean(4),
                  rows.getBoolean(5),
                  rows.getBoolean(6),
                  rows.getBoolean(7)));
        }
      }
    }
    return roles;
  }
}
