package io.countersign.lineage.internal;

import io.countersign.lineage.RunChanged;
import io.countersign.lineage.internal.Draft.Phase;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Announces each beginning and each end of a run once, where somebody listens. */
@Component
class RunPhases {

  private final JdbcClient jdbc;
  private final Sinks sinks;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RunPhases(JdbcClient jdbc, Sinks sinks, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.sinks = sinks;
    this.events = events;
    this.clock = clock;
  }

  void note(Collection<Phase> phases) {
    if (!sinks.isAnyConnected()) {
      return;
    }
    for (Phase phase : phases) {
      int fresh =
          jdbc.sql(
                  """
                  insert into lineage_emission (run_key, phase, emitted_at) values (?, ?, ?)
                  on conflict do nothing
                  """)
              .params(
                  phase.run(),
                  phase.end() ? "END" : "START",
                  clock.instant().atOffset(ZoneOffset.UTC))
              .update();
      if (fresh == 1) {
        events.publishEvent(new RunChanged(phase.run(), phase.end()));
      }
    }
  }
}
