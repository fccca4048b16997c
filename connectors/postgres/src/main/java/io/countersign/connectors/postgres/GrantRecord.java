package io.countersign.connectors.postgres;

import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database remembers of a grant.
 *
 * @param standing whether the very membership that was given is still there
 * @param otherwise whether the member has the role through somebody else
 * @param fault why it could not be taken back at the last attempt, with its SQLSTATE
 */
record GrantRecord(
    UUID executionId,
    String role,
    String member,
    Instant grantedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt,
    Optional<String> revokedBy,
    int sessionsEnded,
    Optional<Instant> endedAt,
    Optional<String> fault,
    boolean standing,
    boolean otherwise) {

  private static final String SELECT =
      """
      SELECT g.*, a.oid IS NOT NULL AS standing,
             EXISTS (SELECT FROM pg_auth_members o
                       JOIN pg_roles r ON r.oid = o.roleid
                      WHERE r.rolname = g.role AND o.member = g.member_id
                        AND o.oid <> g.membership) AS otherwise
        FROM countersign_access.role_grant g
        LEFT JOIN pg_auth_members a ON a.oid = g.membership
      """;

  /** What is remembered of one execution. */
  static Optional<GrantRecord> find(Connection connection, UUID executionId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(SELECT + " WHERE g.execution_id = ?")) {
      statement.setObject(1, executionId);
      return first(statement);
    }
  }

  /** The grant that stands between the same two roles. */
  static Optional<GrantRecord> current(Connection connection, GrantOrder order)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            SELECT + " WHERE g.role = ? AND g.member = ? AND g.revoked_at IS NULL AND a.oid > 0")) {
      statement.setString(1, order.role());
      statement.setString(2, order.member());
      return first(statement);
    }
  }

  /**
   * Remembers a membership that this transaction gave.
   *
   * @return whether it did; not where the membership was there before
   */
  static boolean insert(Connection connection, EffectRequest request, GrantOrder order)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO countersign_access.role_grant (execution_id, action_digest, role, member,
                member_id, membership, granted_at, expires_at, end_sessions)
            SELECT ?, ?, r.rolname, m.rolname, m.oid, a.oid, now.t,
                   now.t + make_interval(secs => ?), ?
              FROM (SELECT clock_timestamp() AS t) now, pg_auth_members a
              JOIN pg_roles r ON r.oid = a.roleid
              JOIN pg_roles m ON m.oid = a.member
             WHERE r.rolname = ? AND m.rolname = ? AND a.xmin = pg_current_xact_id()::xid
            """)) {
      statement.setObject(1, request.executionId());
      statement.setString(2, request.actionDigest());
      statement.setObject(3, order.window().map(GrantRecord::seconds).orElse(null));
      statement.setBoolean(4, order.endSessions());
      statement.setString(5, order.role());
      statement.setString(6, order.member());
      return statement.executeUpdate() == 1;
    }
  }

  private static double seconds(Duration window) {
    return window.toMillis() / 1000.0;
  }

  private static Optional<GrantRecord> first(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(read(row)) : Optional.empty();
    }
  }

  private static GrantRecord read(ResultSet row) throws SQLException {
    return new GrantRecord(
        row.getObject("execution_id", UUID.class),
        row.getString("role"),
        row.getString("member"),
        instant(row, "granted_at").orElseThrow(),
        instant(row, "expires_at"),
        instant(row, "revoked_at"),
        Optional.ofNullable(row.getString("revoked_by")),
        row.getInt("sessions_ended"),
        instant(row, "ended_at"),
        Optional.ofNullable(row.getString("fault")),
        row.getBoolean("standing"),
        row.getBoolean("otherwise"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** What a receipt says of it. */
  EffectReceipt receipt(Database database) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("connection", database.name());
    facts.put("role", role);
    facts.put("member", member);
    facts.put("grantedAt", grantedAt.toString());
    expiresAt.ifPresent(end -> facts.put("expiresAt", end.toString()));
    revokedAt.ifPresent(
        end -> {
          facts.put("revokedAt", end.toString());
          facts.put("revokedBy", revokedBy.orElse("unknown"));
          facts.put("sessionsEnded", sessionsEnded);
        });
    if (revokedAt.isEmpty() && !standing) {
      facts.put("takenAwayBySomebodyElse", true);
    }
    if (otherwise) {
      facts.put("memberThroughSomebodyElse", true);
    }
    return new EffectReceipt(facts);
  }
}
