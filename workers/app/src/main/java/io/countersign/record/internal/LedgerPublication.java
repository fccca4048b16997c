package io.countersign.record.internal;

import io.countersign.execution.Publication;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets an effect run only once everything on record about its action is published, and the log
 * itself proves the grant: the database alone is not believed.
 */
@Component
class LedgerPublication implements Publication {

  private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

  private final JdbcClient jdbc;
  private final Bell bell;
  private final ProvenGrant proven;
  private final SequencerStatus status;
  private final LedgerProperties properties;

  LedgerPublication(
      JdbcClient jdbc,
      Bell bell,
      ProvenGrant proven,
      SequencerStatus status,
      LedgerProperties properties) {
    this.jdbc = jdbc;
    this.bell = bell;
    this.proven = proven;
    this.status = status;
    this.properties = properties;
  }

  private record Progress(long intended, long refused, Optional<Long> grant) {}

  @Override
  public Optional<String> await(UUID actionId) {
    long end = System.nanoTime() + properties.patience().toNanos();
    Duration wait = Duration.ofMillis(5);
    Progress progress = progress(actionId);
    while (progress.intended() > 0 && System.nanoTime() < end) {
      pause(wait);
      wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      progress = progress(actionId);
    }
    return obstacle(actionId, progress);
  }

  private Optional<String> obstacle(UUID actionId, Progress progress) {
    if (progress.refused() > 0) {
      return Optional.of(
          "A record of action "
              + actionId
              + " was altered in the database and cannot be published. See 'findings list'.");
    }
    if (progress.intended() > 0) {
      return Optional.of(
          "The decision on action "
              + actionId
              + " is not published in the ledger yet. "
              + status.now().sentence());
    }
    if (progress.grant().isEmpty()) {
      return Optional.of(
          "The ledger does not say that action "
              + actionId
              + " may run. Ask for the action again.");
    }
    return proven.objection(actionId, progress.grant().get());
  }

  private Progress progress(UUID actionId) {
    return jdbc.sql(
            """
            select count(*) filter (where state = 'INTENDED') as intended,
              count(*) filter (where state = 'REFUSED') as refused,
              max(log_index) filter (where kind = 'grant.issued') as grant_index
            from ledger_intent where action_id = ?
            """)
        .param(actionId)
        .query(
            (row, n) ->
                new Progress(
                    row.getLong("intended"),
                    row.getLong("refused"),
                    Optional.ofNullable(row.getObject("grant_index", Long.class))))
        .single();
  }

  private void pause(Duration longest) {
    try {
      bell.awaitPublished(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the ledger.", e);
    }
  }
}
