package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Gives memberships and takes them back, in a database that has the connector's schema. */
final class RoleGrants {

  private static final Duration SESSIONS_END_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(25);

  private RoleGrants() {}

  /** Takes back what is overdue. */
  static void sweep(Connection connection) throws SQLException {
    if (AccessSchema.isInstalled(connection)) {
      run(connection, "SELECT countersign_access.sweep()");
      run(connection, "SELECT countersign_access.end_sessions()");
    }
  }

  /** Sees to it that somebody watches what is open, after a restart of the server above all. */
  static void watch(Database database, Connection connection) throws SQLException, EffectException {
    if (!AccessSchema.isInstalled(connection) || !hasOpenWindows(connection)) {
      return;
    }
    Transaction.run(
        connection,
        () -> {
          holdTheWatch(connection);
          if (hasOpenWindows(connection)) {
            Watch.ensure(database, connection);
          }
          return true;
        });
  }

  private static boolean hasOpenWindows(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT countersign_access.next_end()");
        var row = statement.executeQuery()) {
      return row.next() && row.getObject(1) != null;
    }
  }

  private static void holdTheWatch(Connection connection) throws SQLException {
    run(connection, "SET LOCAL lock_timeout = '10s'");
    run(connection, "SELECT pg_advisory_xact_lock_shared(1134251364, 2)");
  }

  /**
   * Gives the membership and remembers it, both or neither, once somebody watches over its end.
   *
   * @return what is remembered, also where this execution gave it before
   */
  static GrantRecord give(
      Database database, Connection connection, EffectRequest request, GrantOrder order)
      throws SQLException, EffectException {
    Optional<GrantRecord> before = GrantRecord.find(connection, request.executionId());
    if (before.isPresent()) {
      return before.get();
    }
    return Transaction.run(
        connection,
        () -> {
          if (order.window().isPresent()) {
            holdTheWatch(connection);
          }
          lockPair(connection, order);
          if (GrantRecord.find(connection, request.executionId()).isEmpty()) {
            refuse(RoleProblems.of(connection, database, order), connection, order);
            if (order.window().isPresent()) {
              Watch.ensure(database, connection);
            }
            run(connection, order.grantSql());
            if (!GrantRecord.insert(connection, request, order)) {
              throw alreadyMember(connection, order);
            }
          }
          return GrantRecord.find(connection, request.executionId()).orElseThrow();
        });
  }

  private static void lockPair(Connection connection, GrantOrder order) throws SQLException {
    run(connection, "SET LOCAL lock_timeout = '10s'");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended(?, 1134251364))")) {
      statement.setString(1, Sql.name(order.role()) + " to " + Sql.name(order.member()));
      statement.execute();
    }
  }

  private static void refuse(List<String> problems, Connection connection, GrantOrder order)
      throws SQLException, EffectException {
    if (problems.isEmpty()) {
      return;
    }
    if (problems.equals(List.of(RoleProblems.alreadyMember(connection, order)))) {
      throw alreadyMember(connection, order);
    }
    throw new EffectException("GrantRefused", Remedy.NONE, String.join(" ", problems));
  }

  private static EffectException alreadyMember(Connection connection, GrantOrder order)
      throws SQLException {
    return new EffectException(
        "AlreadyMember", Remedy.NONE, RoleProblems.alreadyMember(connection, order));
  }

  /**
   * Takes the membership back and ends the sessions that may still use it.
   *
   * @return what is remembered; empty when this execution never gave it
   */
  static Optional<GrantRecord> takeBack(Database database, Connection connection, UUID executionId)
      throws SQLException, EffectException {
    if (!AccessSchema.isInstalled(connection)) {
      return Optional.empty();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT countersign_access.revoke(?, 'application')")) {
      statement.setObject(1, executionId);
      statement.execute();
    }
    long deadline = System.nanoTime() + SESSIONS_END_WITHIN.toNanos();
    while (true) {
      Optional<GrantRecord> given = GrantRecord.find(connection, executionId);
      if (given.isEmpty() || given.get().endedAt().isPresent()) {
        return given;
      }
      run(connection, "SELECT countersign_access.end_sessions()");
      if (System.nanoTime() - deadline > 0) {
        throw sessionsRemain(database, given.get());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static EffectException sessionsRemain(Database database, GrantRecord given) {
    return new EffectException(
        given.fault().isPresent() ? "CannotEndSessions" : "SessionsRemain",
        given.fault().isPresent() ? Remedy.OPERATOR : Remedy.RETRY,
        "'"
            + given.member()
            + "' is no member of '"
            + given.role()
            + "' on '"
            + database.name()
            + "' any more, but sessions that may have taken the role on have not ended"
            + given.fault().map(fault -> " (SQLSTATE " + fault + ")").orElse("")
            + ". Grant pg_signal_backend to '"
            + database.user()
            + "', or end them by hand.");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The names in it may hold what looks like an escape.
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
