package io.countersign.connectors.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what speaks against a grant, on the server itself. */
final class RoleProblems {

  private final Connection connection;
  private final Database database;
  private final GrantOrder order;
  private final List<String> found = new ArrayList<>();

  private RoleProblems(Connection connection, Database database, GrantOrder order) {
    this.connection = connection;
    this.database = database;
    this.order = order;
  }

  /** Everything that is wrong with it; empty when it can be granted. */
  static List<String> of(Connection connection, Database database, GrantOrder order)
      throws SQLException {
    RoleProblems problems = new RoleProblems(connection, database, order);
    AccessSchema.problem(connection).ifPresent(problems.found::add);
    problems.check();
    return List.copyOf(problems.found);
  }

  private void check() throws SQLException {
    if (!database.grantableRoles().contains(order.role())) {
      found.add(
          "The role '"
              + order.role()
              + "' is not among those that the operator lets be granted on '"
              + database.name()
              + "'. Ask for one of "
              + database.grantableRoles()
              + ".");
      return;
    }
    Optional<Role> role = Role.find(connection, order.role());
    Optional<Role> member = Role.find(connection, order.member());
    if (role.isEmpty()) {
      found.add("There is no role '" + order.role() + "' on '" + database.name() + "'.");
    }
    if (member.isEmpty()) {
      found.add(
          "There is no role '"
              + order.member()
              + "' on '"
              + database.name()
              + "' that could become a member.");
    }
    if (role.isPresent()) {
      checkRole(role.get());
    }
    if (member.isPresent()) {
      checkMember(member.get());
    }
    if (role.isPresent() && member.isPresent()) {
      checkBoth(role.get(), member.get());
    }
  }

  private void checkRole(Role role) throws SQLException {
    for (Role used : role.closure(connection)) {
      String which = used.id() == role.id() ? "" : ", which can use '" + used.name() + "',";
      if (!used.powers().isEmpty()) {
        found.add(
            "The role '"
                + role.name()
                + "'"
                + which
                + " has "
                + String.join(", ", used.powers())
                + ". Such a role is never granted.");
      }
      if (used.isPredefined() && !database.grantableRoles().contains(used.name())) {
        found.add(
            "The role '"
                + role.name()
                + "'"
                + which
                + " brings rights that PostgreSQL defines. The operator must list '"
                + used.name()
                + "' among the grantable roles as well.");
      }
    }
    List<String> passedOn = role.canPassOn(connection);
    if (!passedOn.isEmpty()) {
      found.add(
          "The role '"
              + role.name()
              + "' can pass on "
              + passedOn
              + ", so what it gives could outlive the grant.");
    }
    if (flag("SELECT pg_has_role(current_user, ?::oid, 'MEMBER WITH ADMIN OPTION')", role.id())) {
      if (reachesRecords(role)) {
        found.add(
            "The role '"
                + role.name()
                + "' can change the connector's own records of what it granted.");
      }
    } else {
      found.add(
          "The connector's role '"
              + database.user()
              + "' has no ADMIN OPTION on '"
              + role.name()
              + "'. Let an administrator run: GRANT "
              + Sql.name(role.name())
              + " TO "
              + Sql.name(database.user())
              + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE.");
    }
  }

  private boolean reachesRecords(Role role) throws SQLException {
    return role.name().equals(database.user())
        || flag(
            """
            SELECT EXISTS (
              SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = 'countersign_access' AND c.relkind = 'r'
                 AND has_table_privilege(?::oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
            """,
            role.id());
  }

  private void checkMember(Role member) throws SQLException {
    if (!member.login()) {
      found.add("The role '" + member.name() + "' cannot log in. Name a login role.");
    }
    if (member.superuser()) {
      found.add("The role '" + member.name() + "' is a superuser and has every right already.");
    }
    if (member.name().equals(database.user())) {
      found.add("The role '" + member.name() + "' is the connector's own. Name another.");
    }
    List<String> users = member.users(connection);
    if (!users.isEmpty()) {
      found.add(
          "The role '"
              + member.name()
              + "' has members "
              + users
              + ", who would gain the role too. Name a login role without members.");
    }
    if (order.endSessions() && !member.superuser() && !canEndSessionsOf(member)) {
      found.add(
          "The connector's role '"
              + database.user()
              + "' cannot end sessions of '"
              + member.name()
              + "'. Let an administrator run: GRANT pg_signal_backend TO "
              + Sql.name(database.user())
              + ".");
    }
  }

  private boolean canEndSessionsOf(Role member) throws SQLException {
    return flag(
        "SELECT pg_has_role(current_user, 'pg_signal_backend', 'USAGE')"
            + " OR pg_has_role(current_user, ?::oid, 'USAGE')",
        member.id());
  }

  private void checkBoth(Role role, Role member) throws SQLException {
    if (role.id() == member.id()) {
      found.add("The role and the member are both '" + role.name() + "'. Name two.");
    } else if (member.contains(connection, role)) {
      found.add(
          "The role '"
              + role.name()
              + "' is itself a member of '"
              + member.name()
              + "', so it cannot be granted to it.");
    } else if (role.hasMember(connection, member)) {
      found.add(alreadyMember(connection, order));
    }
  }

  /** One sentence on who gave a membership that is there already. */
  static String alreadyMember(Connection connection, GrantOrder order) throws SQLException {
    String what = "'" + order.member() + "' is a member of '" + order.role() + "' already, ";
    if (AccessSchema.isInstalled(connection)) {
      Optional<GrantRecord> ours = GrantRecord.current(connection, order);
      if (ours.isPresent()) {
        return what
            + "through execution "
            + ours.get().executionId()
            + ours.get().expiresAt().map(end -> " until " + end).orElse(" for good")
            + ". Wait for its end, or let that one be taken back first.";
      }
    }
    return what + "given by somebody else. What was not given here would not be taken back here.";
  }

  private boolean flag(String sql, @Nullable Object value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
