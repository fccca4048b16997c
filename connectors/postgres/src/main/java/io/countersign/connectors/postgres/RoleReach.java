package io.countersign.connectors.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a role reaches, as its server answers. Tables and schemas are those of the connection's
 * database; views, materialised views and foreign tables count as tables, single columns as well.
 *
 * @param roles the roles whose rights it brings, itself left out
 * @param owned objects that it owns, here or anywhere on the server
 */
record RoleReach(
    long schemas,
    long creatable,
    long readable,
    long newlyReadable,
    long writable,
    long passable,
    long owned,
    List<String> databases,
    List<String> roles,
    List<String> memberRoles) {

  private static final String TABLES =
      """
      SELECT count(DISTINCT n.oid) FILTER (WHERE usable) AS schemas,
             count(DISTINCT n.oid) FILTER (WHERE creatable) AS creatable,
             count(c.oid) FILTER (WHERE usable AND readable) AS readable,
             count(c.oid) FILTER (WHERE usable AND readable AND NOT member_reads) AS newly_readable,
             count(c.oid) FILTER (WHERE usable AND writable) AS writable,
             count(c.oid) FILTER (WHERE passable) AS passable
        FROM (SELECT ?::oid AS role, ?::oid AS member) who
        CROSS JOIN pg_namespace n
        LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        CROSS JOIN LATERAL (
          SELECT has_schema_privilege(role, n.oid, 'USAGE') AS usable,
                 has_schema_privilege(role, n.oid, 'CREATE') AS creatable,
                 has_any_column_privilege(role, c.oid, 'SELECT') AS readable,
                 has_schema_privilege(member, n.oid, 'USAGE')
                   AND has_any_column_privilege(member, c.oid, 'SELECT') AS member_reads,
                 has_any_column_privilege(role, c.oid, 'INSERT, UPDATE')
                   OR has_table_privilege(role, c.oid, 'DELETE, TRUNCATE') AS writable,
                 has_table_privilege(role, c.oid, 'SELECT WITH GRANT OPTION,'
                   'INSERT WITH GRANT OPTION, UPDATE WITH GRANT OPTION,'
                   'DELETE WITH GRANT OPTION') AS passable) can
       WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
      """;

  private static final String DATABASES =
      "SELECT datname FROM pg_database WHERE datallowconn AND has_database_privilege(?::oid, oid,"
          + " 'CONNECT') ORDER BY datname";

  private static final String OWNED =
      """
      WITH RECURSIVE up(id) AS (
        SELECT ?::oid
        UNION SELECT a.roleid FROM pg_auth_members a JOIN up ON a.member = up.id
         WHERE a.inherit_option OR a.set_option)
      SELECT count(*) FROM pg_shdepend d JOIN up ON d.refobjid = up.id
       WHERE d.refclassid = 'pg_authid'::regclass AND d.deptype = 'o'
      """;

  /** Asks the server. */
  static RoleReach of(Connection connection, Role role, Role member) throws SQLException {
    List<String> used =
        role.closure(connection).stream()
            .map(Role::name)
            .filter(n -> !n.equals(role.name()))
            .toList();
    try (PreparedStatement tables = connection.prepareStatement(TABLES)) {
      tables.setLong(1, role.id());
      tables.setLong(2, member.id());
      try (ResultSet row = tables.executeQuery()) {
        row.next();
        return new RoleReach(
            row.getLong("schemas"),
            row.getLong("creatable"),
            row.getLong("readable"),
            row.getLong("newly_readable"),
            row.getLong("writable"),
            row.getLong("passable"),
            Long.parseLong(column(connection, OWNED, role.id()).getFirst()),
            column(connection, DATABASES, role.id()),
            used,
            member.memberOf(connection));
      }
    }
  }

  private static List<String> column(Connection connection, String sql, long role)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }

  /** As a preview shows it. */
  Map<String, String> toMap() {
    Map<String, String> reach = new HashMap<>();
    reach.put("schemas usable", Long.toString(schemas));
    reach.put("tables readable", Long.toString(readable));
    reach.put("tables that the member cannot read now", Long.toString(newlyReadable));
    reach.put("tables writable", Long.toString(writable));
    reach.put("databases that it may connect to", String.join(", ", databases));
    reach.put("further roles that it brings", roles.isEmpty() ? "none" : String.join(", ", roles));
    reach.put(
        "roles of the member now", memberRoles.isEmpty() ? "none" : String.join(", ", memberRoles));
    reach.put("may pass the role on", "no");
    return reach;
  }

  /** What a reviewer must not miss of it. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (writable > 0) {
      warnings.add("The role can change " + writable + " tables, not only read.");
    }
    if (!roles.isEmpty()) {
      warnings.add("The role brings the rights of " + String.join(", ", roles) + " as well.");
    }
    if (creatable > 0) {
      warnings.add(
          "The role can create objects in "
              + creatable
              + " schemas; what the member leaves there outlives the grant.");
    }
    if (owned > 0) {
      warnings.add(
          "The role owns "
              + owned
              + " objects; the member could give itself rights on them that outlive the grant.");
    }
    if (passable > 0) {
      warnings.add(
          "The role may pass on rights on " + passable + " tables, which would outlive the grant.");
    }
    if (databases.size() > 1) {
      warnings.add(
          "The role counts in every database of the server; tables were counted in one of "
              + databases.size()
              + ".");
    }
    return warnings;
  }
}
