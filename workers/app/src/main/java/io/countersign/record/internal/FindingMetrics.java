package io.countersign.record.internal;

import io.countersign.record.Finding;
import io.countersign.record.FindingCode;
import io.countersign.record.FindingOpened;
import io.countersign.record.FindingReopened;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Findings as metrics: {@code countersign.findings} is how many there are now, by code and state,
 * as the database holds them; {@code countersign.findings.opened} counts those that this instance
 * found.
 */
@Component
class FindingMetrics implements MeterBinder {

  /** However many gauges are read, the database is asked once. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<FindingCode, Counter> opened = new ConcurrentHashMap<>();
  private volatile Counts counts = new Counts(Instant.MIN, Map.of());

  FindingMetrics(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Counts(Instant at, Map<String, Long> byCodeAndState) {}

  private record Row(String code, String state, long count) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    for (FindingCode code : FindingCode.values()) {
      for (Finding.State state : Finding.State.values()) {
        Gauge.builder("countersign.findings", this, self -> self.count(code, state))
            .description("Findings there are now")
            .tags("code", code.name(), "state", state.name(), "severity", code.severity().name())
            .register(registry);
      }
      opened.put(
          code,
          Counter.builder("countersign.findings.opened")
              .description("Findings that this instance found")
              .tags("code", code.name(), "severity", code.severity().name())
              .register(registry));
    }
  }

  private double count(FindingCode code, Finding.State state) {
    return fresh().byCodeAndState().getOrDefault(code + " " + state, 0L);
  }

  private Counts fresh() {
    Counts known = counts;
    Instant now = clock.instant();
    if (known.at().isBefore(now.minus(FRESH)) || known.at().isAfter(now)) {
      known = new Counts(now, ask());
      counts = known;
    }
    return known;
  }

  private Map<String, Long> ask() {
    return jdbc
        .sql("select code, state, count(*) as count from finding group by code, state")
        .query(Row.class)
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(row -> row.code() + " " + row.state(), Row::count));
  }

  /** Counts once it is stored for good. */
  @EventListener
  void on(FindingOpened finding) {
    count(finding.code());
  }

  /** Seen again is found again. */
  @EventListener
  void on(FindingReopened finding) {
    count(finding.code());
  }

  private void count(FindingCode code) {
    Optional.ofNullable(opened.get(code))
        .ifPresent(
            counter ->
                TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                      @Override
                      public void afterCommit() {
                        counter.increment();
                      }
                    }));
  }
}
