package io.countersign.record.internal;

import io.countersign.actions.Payloads;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Words that are in the database and should not be any more: those from before words were sealed,
 * and those whose key an erasure could not destroy. After a start it goes through them in small
 * transactions, until there are none; what a crash leaves is done after the next start.
 */
@Component
class OldWords {

  private static final Logger LOG = LoggerFactory.getLogger(OldWords.class);
  private static final int AT_ONCE = 200;

  /** "seal" in ASCII. */
  private static final long KEY = 0x73_65_61_6cL;

  /** One kind of words: what the database calls it, where they are in clear, and whose they are. */
  private record Kind(String kind, String name, String clear) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "sealed_action",
              "canonical",
              """
              select id, id as action, canonical as words, remaining is not null as rest
              from sealed_action where not is_sealed(canonical)
              """),
          new Kind(
              "ruling",
              "inputs",
              """
              select action_id as id, action_id as action, inputs as words,
                exists (select from erasure e where e.action_id = ruling.action_id) as rest
              from ruling where not is_sealed(inputs) and inputs <> '[erased]'
              """),
          new Kind(
              "review_round",
              "shown",
              """
              select id, subject_id as action, shown as words, false as rest from review_round
              where not is_sealed(shown) and shown <> '{"erased":true}'
              """),
          new Kind(
              "review_vote",
              "comment",
              """
              select v.id, r.subject_id as action, v.comment as words, false as rest
              from review_vote v join review_round r on r.id = v.round_id
              where not is_sealed(v.comment) and v.comment is not null and v.comment <> '[erased]'
              """),
          new Kind(
              "review_comment",
              "comment",
              """
              select c.id, r.subject_id as action, c.words, false as rest
              from review_comment c join review_round r on r.id = c.round_id
              where not is_sealed(c.words) and c.words <> '[erased]'
              """),
          new Kind(
              "release",
              "reason",
              """
              select id, id as action, reason as words, false as rest from release
              where not is_sealed(reason) and reason <> '[erased]'
              """),
          new Kind(
              "release.fault",
              "fault",
              """
              select id, id as action, fault_message as words, false as rest from release
              where not is_sealed(fault_message) and fault_message is not null
                and fault_message <> '[erased]'
              """),
          new Kind(
              "execution.fault",
              "fault",
              """
              select id, action_id as action, fault_message as words, false as rest from execution
              where not is_sealed(fault_message) and fault_message is not null
                and fault_message <> '[erased]'
              """));

  private final JdbcClient jdbc;
  private final Payloads payloads;
  private final TransactionTemplate transactions;

  OldWords(JdbcClient jdbc, Payloads payloads, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.payloads = payloads;
    this.transactions = transactions;
  }

  private record Clear(UUID id, UUID action, String words, boolean rest) {}

  /** After the start, which does not wait for it; later there is nothing to be found, soon seen. */
  @Scheduled(initialDelay = 0, fixedDelay = 1, timeUnit = TimeUnit.HOURS)
  void settle() {
    long sealed = KINDS.stream().mapToLong(this::seal).sum();
    if (sealed > 0) {
      LOG.info("Sealed {} texts that were stored in clear by an earlier version.", sealed);
    }
    destroyOwed();
  }

  private long seal(Kind kind) {
    long sealed = 0;
    int now;
    do {
      now = Objects.requireNonNull(transactions.execute(transaction -> sealSome(kind)));
      sealed += now;
    } while (now == AT_ONCE);
    return sealed;
  }

  private int sealSome(Kind kind) {
    jdbc.sql("select pg_advisory_xact_lock(?)").param(KEY).query().listOfRows();
    List<Clear> found =
        jdbc.sql(kind.clear() + " order by 1 limit " + AT_ONCE).query(Clear.class).list();
    for (Clear row : found) {
      jdbc.sql("select seal_words(?, ?, ?)")
          .params(kind.kind(), row.id(), sealed(kind, row))
          .query()
          .listOfRows();
    }
    return found.size();
  }

  private String sealed(Kind kind, Clear row) {
    return row.rest()
        ? payloads.sealRemaining(row.action(), kind.name(), row.words())
        : payloads.seal(row.action(), kind.name(), row.words());
  }

  /** Erasures that stand and whose key does as well, because the process ended in between. */
  private void destroyOwed() {
    jdbc.sql("select action_id from erasure").query(UUID.class).list().stream()
        .filter(action -> !payloads.isDestroyed(action))
        .forEach(this::destroy);
  }

  /** Once the erasure stands: a key that is destroyed too early cannot be had back. */
  void destroyAfterCommit(UUID action) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            destroy(action);
          }
        });
  }

  private void destroy(UUID action) {
    try {
      payloads.destroy(action);
    } catch (UncheckedIOException e) {
      LOG.error("{} It is tried again within the hour.", e.getMessage());
    }
  }
}
