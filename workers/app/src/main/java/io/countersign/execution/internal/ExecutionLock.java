package io.countersign.execution.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Lets one thread of all instances run an execution at a time: a PostgreSQL advisory lock held by a
 * connection of its own, so that it ends with the process that holds it.
 */
@Component
class ExecutionLock {

  private final DataSource dataSource;

  ExecutionLock(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Runs the work under the action's lock; empty when someone else holds it. */
  <T> Optional<T> holding(UUID actionId, Supplier<T> work) {
    long key = actionId.getMostSignificantBits() ^ actionId.getLeastSignificantBits();
    try (Connection connection = dataSource.getConnection()) {
      if (!ask(connection, "select pg_try_advisory_lock(?)", key)) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } finally {
        ask(connection, "select pg_advisory_unlock(?)", key);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
    }
  }

  private static boolean ask(Connection connection, String sql, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }
}
