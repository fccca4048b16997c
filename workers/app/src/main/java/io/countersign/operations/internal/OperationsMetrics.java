package io.countersign.operations.internal;

import io.countersign.record.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What there is now, as metrics. What is counted in the database is the same on every instance:
 * take the maximum, not the sum.
 */
@Component
class OperationsMetrics implements MeterBinder {

  /** However many gauges are read, the database is asked once. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private static final String COUNTS =
      """
      select (select count(*) from ledger_intent where state = 'INTENDED') as intents,
        (select min(created_at) from ledger_intent where state = 'INTENDED') as oldest_intent,
        (select count(*) from review_round where verdict is null) as reviews,
        (select min(opened_at) from review_round where verdict is null) as oldest_review,
        (select count(*) from execution where state = 'UNKNOWN') as unknown_executions,
        (select count(*) from event_publication) as outbox,
        (select coalesce(max(size), 0) from ledger_head) as size
      """;

  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final ExporterWatch exporter;
  private final Clock clock;
  private volatile Counts counts = Counts.NONE;

  OperationsMetrics(JdbcClient jdbc, Ledger ledger, ExporterWatch exporter, Clock clock) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.exporter = exporter;
    this.clock = clock;
  }

  /** Ages are in seconds. */
  private record Counts(
      Instant at,
      long intents,
      double oldestIntent,
      long reviews,
      double oldestReview,
      long unknown,
      long outbox,
      long size) {

    static final Counts NONE = new Counts(Instant.MIN, 0, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counted(registry, "countersign.ledger.pending", "Intents not published", Counts::intents);
    aged(registry, "countersign.ledger.pending.age", "Of the oldest", Counts::oldestIntent);
    counted(registry, "countersign.ledger.size", "Published entries", Counts::size);
    counted(registry, "countersign.reviews.open", "Reviews that wait", Counts::reviews);
    aged(registry, "countersign.reviews.open.age", "Of the oldest", Counts::oldestReview);
    counted(registry, "countersign.executions.unknown", "A person has to look", Counts::unknown);
    counted(registry, "countersign.outbox.size", "Events not delivered", Counts::outbox);
    Gauge.builder("countersign.ledger.healthy", ledger, l -> l.health().healthy() ? 1 : 0)
        .description("1 while decisions reach the ledger")
        .register(registry);
    Gauge.builder("countersign.ledger.leading", ledger, l -> l.health().leading() ? 1 : 0)
        .description("1 on the instance that publishes")
        .register(registry);
    Gauge.builder("countersign.ledger.anchors.failing", ledger, OperationsMetrics::failing)
        .description("Places that could not be shown the last checkpoint")
        .register(registry);
    TimeGauge.builder(
            "countersign.exporter.lag", exporter, TimeUnit.MILLISECONDS, e -> e.lag().toMillis())
        .description("How long process history has not shown a job that the engine confirmed")
        .register(registry);
  }

  private void counted(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Counts> what) {
    Gauge.builder(name, this, self -> what.applyAsDouble(self.fresh()))
        .description(description)
        .register(registry);
  }

  private void aged(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Counts> what) {
    TimeGauge.builder(name, this, TimeUnit.SECONDS, self -> what.applyAsDouble(self.fresh()))
        .description(description)
        .register(registry);
  }

  private static double failing(Ledger ledger) {
    return ledger.anchors().stream().filter(anchor -> !anchor.healthy()).count();
  }

  private Counts fresh() {
    Counts known = counts;
    Instant now = clock.instant();
    if (known.at().isBefore(now.minus(FRESH)) || known.at().isAfter(now)) {
      known = ask(now);
      counts = known;
    }
    return known;
  }

  private Counts ask(Instant now) {
    return jdbc.sql(COUNTS)
        .query(
            (row, n) ->
                new Counts(
                    now,
                    row.getLong("intents"),
                    age(row.getTimestamp("oldest_intent"), now),
                    row.getLong("reviews"),
                    age(row.getTimestamp("oldest_review"), now),
                    row.getLong("unknown_executions"),
                    row.getLong("outbox"),
                    row.getLong("size")))
        .single();
  }

  private static double age(@Nullable Timestamp of, Instant now) {
    return of == null ? 0 : Math.max(0, Duration.between(of.toInstant(), now).toMillis() / 1e3);
  }
}
