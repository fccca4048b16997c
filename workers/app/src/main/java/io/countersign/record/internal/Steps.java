package io.countersign.record.internal;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what happened and left no row of its own, and puts it on record. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Steps {

  private final JdbcClient jdbc;
  private final Intents intents;
  private final Clock clock;

  Steps(JdbcClient jdbc, Intents intents, Clock clock) {
    this.jdbc = jdbc;
    this.intents = intents;
    this.clock = clock;
  }

  /** A further group may fill a seat. */
  void escalated(UUID roundId, UUID seatId, String group) {
    UUID action =
        jdbc.sql("select subject_id from review_round where id = ?")
            .param(roundId)
            .query(UUID.class)
            .single();
    take(
        StepFacts.ESCALATED,
        action,
        Optional.of(roundId),
        Optional.of(seatId),
        Optional.of(group),
        Optional.empty());
  }

  /** Somebody did something to an action. */
  void by(Fact step, UUID action, String person) {
    take(step, action, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(person));
  }

  private void take(
      Fact step,
      UUID action,
      Optional<UUID> round,
      Optional<UUID> seat,
      Optional<String> group,
      Optional<String> person) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into record_step (id, kind, action_id, round_id, seat_id, group_name, person,
              taken_at)
            values (:id, :kind, :action, cast(:round as uuid), cast(:seat as uuid), :group, :person,
              :at)
            """)
        .param("id", id)
        .param("kind", step.name())
        .param("action", action)
        .param("round", round.map(UUID::toString).orElse(null))
        .param("seat", seat.map(UUID::toString).orElse(null))
        .param("group", group.orElse(null))
        .param("person", person.orElse(null))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    intents.write(step, id);
  }
}
