package io.countersign.record.internal;

import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.record.FindingCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares executions with the world: effects that never ended, and effects that are not there. */
@Component
class EffectCheck implements Check {

  private static final Logger LOG = LoggerFactory.getLogger(EffectCheck.class);

  private final JdbcClient jdbc;
  private final ObjectProvider<EffectRunner> effects;
  private final ReconcilerProperties properties;
  private final Clock clock;
  private final Map<UUID, Instant> looked = new ConcurrentHashMap<>();

  EffectCheck(
      JdbcClient jdbc,
      ObjectProvider<EffectRunner> effects,
      ReconcilerProperties properties,
      Clock clock) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public List<Observation> look() {
    List<Observation> seen = new ArrayList<>(unended());
    seen.addAll(withoutOutcome());
    done().forEach(action -> missing(action).ifPresent(seen::add));
    return seen;
  }

  private List<Observation> unended() {
    return jdbc
        .sql("select action_id from execution where state = 'STARTED' and started_at < ?")
        .param(clock.instant().minus(properties.outcomeWithin()).atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .list()
        .stream()
        .map(
            action ->
                new Observation(
                        FindingCode.OUTCOME_MISSING,
                        "action:" + action,
                        "The effect of action %s was started and nobody recorded how it ended."
                            .formatted(action),
                        Map.of("action", action.toString()))
                    .about(action))
        .toList();
  }

  @Override
  public Set<FindingCode> mending() {
    return Set.of(FindingCode.OUTCOME_MISSING, FindingCode.ACTION_WITHOUT_OUTCOME);
  }

  /**
   * Granted, and nobody said how it ended. The review of an emergency has no outcome of its own.
   */
  private List<Observation> withoutOutcome() {
    return jdbc
        .sql(
            """
            select g.action_id from action_grant g left join execution e on e.action_id = g.action_id
            where g.annulled_at is null and coalesce(e.ended_at, g.expires_at) < ?
              and (e.id is null or e.ended_at is not null)
              and not exists (select from action_outcome o where o.action_id = g.action_id)
              and not exists (select from break_glass b where b.acknowledgement_id = g.action_id)
            """)
        .param(clock.instant().minus(properties.outcomeWithin()).atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .list()
        .stream()
        .map(
            action ->
                new Observation(
                        FindingCode.ACTION_WITHOUT_OUTCOME,
                        "action:" + action,
                        "Action %s was granted, and nobody recorded what came of it."
                            .formatted(action),
                        Map.of("action", action.toString()))
                    .about(action))
        .toList();
  }

  /** What should be there now: done, not taken back, and not over by itself. */
  private List<UUID> done() {
    return jdbc.sql(
            """
            select action_id from execution
            where state = 'DONE' and reverted_at is null and ends_at is null
            """)
        .query(UUID.class)
        .list();
  }

  private Optional<Observation> missing(UUID action) {
    Instant now = clock.instant();
    Instant last = looked.get(action);
    EffectRunner runner = effects.getIfAvailable();
    if (runner == null || (last != null && now.isBefore(last.plus(properties.effectsEvery())))) {
      return Optional.empty();
    }
    looked.put(action, now);
    try {
      return switch (runner.verify(action)) {
        case Outcome.Failed failed -> Optional.of(observation(action, failed.message()));
        case Outcome.Unknown unknown -> Optional.of(observation(action, unknown.why()));
        case Outcome.Done done -> Optional.empty();
        case Outcome.Blocked blocked -> Optional.empty();
      };
    } catch (RuntimeException e) {
      LOG.info("The effect of action {} cannot be looked at now: {}", action, e.getMessage());
      return Optional.empty();
    }
  }

  private static Observation observation(UUID action, String why) {
    return new Observation(
            FindingCode.EFFECT_MISSING,
            "action:" + action,
            "What action %s did is not there as it was approved: %s".formatted(action, why),
            Map.of("action", action.toString()))
        .about(action);
  }
}
