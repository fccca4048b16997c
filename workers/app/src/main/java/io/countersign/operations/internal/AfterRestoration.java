package io.countersign.operations.internal;

import io.countersign.actions.Actions;
import io.countersign.grants.GrantDesk;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * After a return to a backup, before any job runs: takes away every grant that the backup holds
 * unspent. It may have been spent after the backup was taken, and nobody here would know. Each is
 * annulled on record, and can be asked for anew. See {@code adr/0013}.
 */
@Component
class AfterRestoration implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AfterRestoration.class);

  private final JdbcClient jdbc;
  private final GrantDesk grants;
  private final Actions actions;
  private final TransactionOperations transactions;
  private final Clock clock;
  private volatile boolean running;

  AfterRestoration(
      JdbcClient jdbc,
      GrantDesk grants,
      Actions actions,
      TransactionOperations transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.grants = grants;
    this.actions = actions;
    this.transactions = transactions;
    this.clock = clock;
  }

  private record Restoration(UUID id, Instant restoredAt) {}

  @Override
  public void start() {
    running = true;
    List<Restoration> open =
        jdbc.sql("select id, restored_at from restoration where annulled_at is null")
            .query(
                (row, n) ->
                    new Restoration(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("restored_at").toInstant()))
            .list();
    for (Restoration restoration : open) {
      transactions.executeWithoutResult(status -> annul(restoration));
    }
  }

  private void annul(Restoration restoration) {
    List<UUID> unspent =
        jdbc.sql(
                "select action_id from action_grant where redeemed_at is null and annulled_at is null and issued_at <= ?")
            .param(Timestamp.from(restoration.restoredAt()))
            .query(UUID.class)
            .list();
    long annulled = unspent.stream().filter(id -> grants.annul(actions.get(id))).count();
    jdbc.sql("update restoration set annulled_at = ? where id = ?")
        .params(Timestamp.from(clock.instant()), restoration.id())
        .update();
    LOG.warn(
        "This database was restored at {}; {} grants from before were annulled.",
        restoration.restoredAt(),
        annulled);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the sequencer, before the workers and whatever else redeems. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 2_000;
  }
}
