package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs statements all or none, and tells a failure before the commit from one during it. */
final class Transaction {

  private Transaction() {}

  /** What a transaction does. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException, EffectException;
  }

  /**
   * Runs the work and commits it. After any checked exception nothing of it stands.
   *
   * @throws IllegalStateException when the commit failed, so that nobody knows whether it stands
   */
  static <T> T run(Connection connection, Work<T> work) throws SQLException, EffectException {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.run();
    } catch (SQLException | EffectException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
    try {
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Whether the transaction was committed is not known: SQLSTATE "
              + SqlFaults.state(e)
              + ".",
          e);
    }
    return result;
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The server rolls back what a lost connection leaves.
      cause.addSuppressed(e);
    }
  }
}
