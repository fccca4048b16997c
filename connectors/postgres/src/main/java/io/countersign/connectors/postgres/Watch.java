package io.countersign.connectors.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The session that takes grants back when their windows end, whoever is alive then.
 *
 * <p>It runs a procedure on the server for as long as a window is open. A session that is busy does
 * not notice that its client is gone (as long as {@code client_connection_check_interval} is 0), so
 * the connector leaves it at once: the case in which the application died is the only one.
 */
final class Watch {

  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(10);

  /** Unknown names (of later servers) are left out. Notices would tell that the client is gone. */
  private static final String QUIET =
      """
      SELECT set_config(name, CASE name WHEN 'client_min_messages' THEN 'error'
                                        WHEN 'lock_timeout' THEN '5s' ELSE '0' END, false)
        FROM pg_settings
       WHERE name IN ('client_connection_check_interval', 'statement_timeout',
                      'transaction_timeout', 'idle_in_transaction_session_timeout',
                      'idle_session_timeout', 'lock_timeout', 'client_min_messages')
      """;

  private Watch() {}

  /**
   * Sees to it that somebody watches. The caller holds lock number 2, shared, until its grant is
   * committed: so the watch neither ends before it has seen the grant nor waits for another.
   *
   * @param connection where to look
   * @throws SQLException when nobody watches
   */
  static void ensure(Database database, Connection connection) throws SQLException {
    if (isWatched(connection)) {
      return;
    }
    Connection session = database.open(Duration.ZERO);
    try {
      AtomicReference<@Nullable SQLException> end = new AtomicReference<>();
      Thread.ofVirtual().name("countersign-watch").start(() -> call(session, end));
      awaitWatch(connection, end);
    } finally {
      // Leaves the session to the server, without a word that would end it.
      session.abort(Runnable::run);
    }
  }

  private static void awaitWatch(Connection connection, AtomicReference<@Nullable SQLException> end)
      throws SQLException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!isWatched(connection)) {
      SQLException failed = end.get();
      if (failed != null || System.nanoTime() - deadline > 0) {
        throw new SQLException(
            "Nobody would take the grant back at its end: the watching session did not start",
            failed == null ? "57014" : failed.getSQLState(),
            failed);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static boolean isWatched(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT countersign_access.is_watched()")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void call(Connection session, AtomicReference<@Nullable SQLException> end) {
    try (Statement statement = session.createStatement()) {
      statement.execute(QUIET);
      statement.execute("CALL countersign_access.watch()");
    } catch (SQLException e) {
      // Also how it ends here when the session is left to the server; nobody reads it then.
      end.set(e);
    }
  }
}
