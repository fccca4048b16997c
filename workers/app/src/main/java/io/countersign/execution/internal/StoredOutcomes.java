package io.countersign.execution.internal;

import io.countersign.execution.Outcome;
import io.countersign.execution.OutcomeRecorded;
import io.countersign.execution.Outcomes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredOutcomes implements Outcomes {

  private final Executions executions;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredOutcomes(
      Executions executions, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.executions = executions;
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void record(UUID actionId, String outcome, Optional<String> errorCode) {
    Optional<Outcome> executed = executions.outcomeOf(actionId);
    boolean done = executed.filter(Outcome.Done.class::isInstance).isPresent();
    if (outcome.equals("done") != done) {
      throw new IllegalStateException(
          "The process says that action "
              + actionId
              + " ended as '"
              + outcome
              + "', but the database "
              + (done ? "knows that its effect happened." : "knows of no effect.")
              + " Someone may have modified the process instance; look before resolving.");
    }
    int recorded =
        jdbc.sql(
                """
            insert into action_outcome (action_id, outcome, error_code, recorded_at)
            values (:action, :outcome, nullif(:error, ''), :at) on conflict do nothing
            """)
            .param("action", actionId)
            .param("outcome", outcome)
            .param("error", errorCode.orElse(""))
            .param("at", clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (recorded == 1) {
      events.publishEvent(new OutcomeRecorded(actionId, outcome));
    }
  }
}
