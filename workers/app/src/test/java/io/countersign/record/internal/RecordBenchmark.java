package io.countersign.record.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.SealedAction;
import io.countersign.ledger.entry.Commitment;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Salt;
import io.countersign.review.Choice;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * How long it takes from a commit to the published ledger, over a real PostgreSQL and a real disk.
 * Measures, asserts nothing but that everything arrives:
 *
 * <pre>mvn -pl workers/app,connectors/zeebe-exporter -am verify -Dtest=NoSuch
 *   -Dsurefire.failIfNoSpecifiedTests=false -Pbenchmark -Dit.test=RecordBenchmark
 *   -Dfailsafe.failIfNoSpecifiedTests=false [-Dseconds=20 -DintentsPerSecond=2000]</pre>
 */
@SpringBootTest(
    classes = {LedgerSlice.Slice.class, RecordBenchmark.RealTime.class},
    webEnvironment = WebEnvironment.NONE)
class RecordBenchmark extends LedgerSlice {

  private static final Logger LOG = LoggerFactory.getLogger(RecordBenchmark.class);
  private static final int SECONDS = Integer.getInteger("seconds", 20);
  private static final int PER_SECOND = Integer.getInteger("intentsPerSecond", 2_000);

  /** Intents that one transaction leaves: about what an approval does. */
  private static final int TOGETHER = 5;

  private static final int DECIDERS = 8;

  @Autowired private DataSource dataSource;
  @Autowired private Bell bell;

  /** Open loop: so many transactions a second, whatever becomes of the earlier ones. */
  @Test
  void intents_atASteadyRate() throws Exception {
    load(2);
    long before = jdbc.sql("select max(number) from ledger_intent").query(Long.class).single();
    long started = System.nanoTime();
    load(SECONDS);
    await().atMost(Duration.ofMinutes(5)).until(() -> intents("INTENDED") == 0);
    double took = (System.nanoTime() - started) / 1e9;
    List<Double> millis =
        jdbc.sql(
                """
                select extract(epoch from published_at - created_at) * 1000 from ledger_intent
                where number > ? and kind = 'benchmark' order by 1
                """)
            .param(before)
            .query(Double.class)
            .list();
    assertThat(millis).hasSize(SECONDS * PER_SECOND / TOGETHER * TOGETHER);
    goal(
        "intents published, a second",
        ">= " + PER_SECOND,
        Math.round(millis.size() / took),
        millis.size() / took >= 0.95 * PER_SECOND);
    goal("commit to publication, p99 ms", "<= 50", at(millis, 0.99), at(millis, 0.99) <= 50);
    LOG.info(
        "Intent to publication at {} a second: {} in {} s ({}/s), p50 {} ms, p99 {} ms, most {} ms",
        PER_SECOND,
        millis.size(),
        "%.1f".formatted(took),
        Math.round(millis.size() / took),
        at(millis, 0.5),
        at(millis, 0.99),
        at(millis, 1));
  }

  /** One row of the table of goals; grep for its first character. */
  private static void goal(String what, String goal, long measured, boolean met) {
    LOG.info("| {} | {} | {} | {} |", what, goal, measured, met ? "met" : "NOT MET");
  }

  private static long at(List<Double> sorted, double part) {
    return Math.round(sorted.get((int) Math.min(sorted.size() - 1.0, part * sorted.size())));
  }

  private void load(int seconds) throws Exception {
    int transactions = seconds * PER_SECOND / TOGETHER;
    List<Future<?>> running = new ArrayList<>();
    try (ScheduledExecutorService loop = Executors.newScheduledThreadPool(8)) {
      for (int i = 0; i < transactions; i++) {
        running.add(
            loop.schedule(
                () -> {
                  commit();
                  return true;
                },
                i * 1_000_000L * TOGETHER / PER_SECOND,
                TimeUnit.MICROSECONDS));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  /** What the record writes for a decision, without what the other modules write. */
  private void commit() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              insert into ledger_intent (id, number, kind, source_key, entry, created_at)
              values (?, nextval('ledger_intent_number'), 'benchmark', ?, ?, ?)
              """)) {
        for (int i = 0; i < TOGETHER; i++) {
          UUID id = UUID.randomUUID();
          insert.setObject(1, id);
          insert.setString(2, id.toString());
          insert.setString(3, entry(id));
          insert.setObject(4, Clock.systemUTC().instant().atOffset(ZoneOffset.UTC));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
    bell.ring();
  }

  private static String entry(UUID id) {
    Entry entry =
        Entry.of("benchmark.entry", id.toString(), Clock.systemUTC().instant())
            .action(UUID.randomUUID().toString())
            .subject("round", UUID.randomUUID().toString())
            .commitment("content", Commitment.to(new byte[64], Salt.random()))
            .commitment("identity", Commitment.to(new byte[64], Salt.random()))
            .build();
    return new String(EntryWriter.write(entry), StandardCharsets.UTF_8);
  }

  /** Closed loop: whole approvals, sealed, opened, decided, as fast as so many threads can. */
  @Test
  void decisions_asFastAsTheyCome() throws Exception {
    decide(3);
    long[] millis = decide(SECONDS);
    Arrays.sort(millis);
    LOG.info(
        "Approval to proof of its grant, {} threads: {} approvals/s ({} intents/s), p50 {} ms, p99"
            + " {} ms",
        DECIDERS,
        millis.length / SECONDS,
        5 * millis.length / SECONDS,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100]);
  }

  private long[] decide(int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    AtomicLong failed = new AtomicLong();
    List<Future<List<Long>>> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(DECIDERS)) {
      for (int i = 0; i < DECIDERS; i++) {
        all.add(
            pool.submit(
                () -> {
                  List<Long> millis = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    SealedAction action = seal();
                    var round = open(action);
                    long decided = System.nanoTime();
                    decide(round, "grace", Choice.APPROVE);
                    if (publication.await(action.id()).isPresent()) {
                      failed.incrementAndGet();
                    }
                    millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - decided));
                  }
                  return millis;
                }));
      }
    }
    List<Long> millis = new ArrayList<>();
    for (Future<List<Long>> one : all) {
      millis.addAll(one.get());
    }
    assertThat(failed.get()).isZero();
    return millis.stream().mapToLong(Long::longValue).toArray();
  }

  /** Not annotated, so that no other slice finds it. */
  static class RealTime {

    @Bean
    @Primary
    Clock realTime() {
      return Clock.systemUTC();
    }
  }
}
