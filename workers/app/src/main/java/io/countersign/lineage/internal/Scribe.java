package io.countersign.lineage.internal;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the graph up to date. One transaction for each action, so that one that cannot be read
 * holds up no other; one writer at a time over all instances.
 */
@Component
class Scribe {

  private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
  private static final int BATCH = 200;

  private final Pending pending;
  private final ActionProjection projection;
  private final GraphWriter writer;
  private final RunPhases phases;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  Scribe(
      Pending pending,
      ActionProjection projection,
      GraphWriter writer,
      RunPhases phases,
      JdbcClient jdbc,
      PlatformTransactionManager manager) {
    this.pending = pending;
    this.projection = projection;
    this.writer = writer;
    this.phases = phases;
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(manager);
  }

  @Scheduled(fixedDelayString = "${countersign.lineage.every:1s}")
  void run() {
    List<UUID> due = pending.due(BATCH);
    while (!due.isEmpty()) {
      due.forEach(this::update);
      due = due.size() < BATCH ? List.of() : pending.due(BATCH);
    }
  }

  private void update(UUID subject) {
    try {
      transactions.executeWithoutResult(status -> write(subject));
    } catch (RuntimeException e) {
      LOG.warn("The lineage of {} could not be worked out; it is tried again", subject, e);
      pending.failed(subject, String.valueOf(e.getMessage()));
    }
  }

  private void write(UUID subject) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('countersign.lineage'))")
        .query((row, n) -> n)
        .list();
    List<Long> notes = pending.notes(subject);
    Draft draft = projection.draft(subject);
    writer.write(draft);
    phases.note(draft.phases());
    pending.done(notes);
  }
}
