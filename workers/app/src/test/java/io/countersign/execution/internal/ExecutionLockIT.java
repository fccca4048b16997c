package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.SliceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two workers, each over a connection that stays open, as a pool keeps it. */
class ExecutionLockIT {

  private final SingleConnectionDataSource first = connection();
  private final SingleConnectionDataSource second = connection();
  private final ExecutionLock one = new ExecutionLock(first);
  private final ExecutionLock other = new ExecutionLock(second);

  @AfterEach
  void close() {
    first.destroy();
    second.destroy();
  }

  @Test
  void holding_whileAnotherHoldsIt_doesNothing_andAfterwardsIsFree() {
    UUID action = UUID.randomUUID();
    Optional<Optional<String>> nested =
        one.holding(action, () -> other.holding(action, () -> "both at once"));
    assertThat(nested).contains(Optional.empty());
    assertThat(other.holding(action, () -> "free")).contains("free");
  }

  @Test
  void holding_anotherAction_isNotInTheWay() {
    Optional<Optional<String>> nested =
        one.holding(new UUID(0, 1), () -> other.holding(new UUID(0, 2), () -> "beside"));
    assertThat(nested).contains(Optional.of("beside"));
  }

  @Test
  void holding_workThatFails_letsGo() {
    UUID action = UUID.randomUUID();
    assertThatThrownBy(
            () ->
                one.holding(
                    action,
                    () -> {
                      throw new IllegalArgumentException("the work failed");
                    }))
        .hasMessage("the work failed");
    assertThat(other.holding(action, () -> "free")).contains("free");
  }

  @Test
  void holding_withoutADatabase_doesNotRunTheWork() {
    ExecutionLock away = new ExecutionLock(new Away());
    assertThatThrownBy(
            () ->
                away.holding(
                    UUID.randomUUID(),
                    () -> {
                      throw new AssertionError("It ran without the lock.");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused");
  }

  private static SingleConnectionDataSource connection() {
    return new SingleConnectionDataSource(SliceDatabase.url(), "postgres", "postgres", true);
  }

  /** A database that refuses every connection. */
  private static final class Away extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLException("refused");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
