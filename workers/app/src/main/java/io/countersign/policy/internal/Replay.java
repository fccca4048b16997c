package io.countersign.policy.internal;

import io.countersign.actions.Payloads;
import io.countersign.bpmn.decisions.Combination;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.policy.PolicyDesk.Changed;
import io.countersign.policy.PolicyDesk.Said;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.support.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks a changed table about past actions, with the inputs that were recorded with their rulings.
 */
@Component
class Replay {

  private static final int MOST = 10_000;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Left out by actions to which it does not apply, so its absence says nothing. */
  private static final Set<String> OPTIONAL = Set.of("windowMinutes");

  private final JdbcClient jdbc;
  private final Payloads payloads;
  private final Clock clock;

  /** A table can take its time; one at a time is enough. */
  private final Semaphore one = new Semaphore(1);

  Replay(JdbcClient jdbc, Payloads payloads, Clock clock) {
    this.payloads = payloads;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Past(
      UUID action, Map<String, Object> inputs, Ruling ruling, String requester, Instant at) {}

  /** Empty where the inputs were erased. */
  private Optional<Past> past(ResultSet row) throws SQLException {
    String inputs = payloads.show(row.getString("inputs"));
    Optional<String> canonical = payloads.open(row.getString("canonical"));
    if (inputs.equals(Payloads.ERASED) || canonical.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Past(
            row.getObject("action_id", UUID.class),
            CanonicalJson.read(inputs),
            RulingJson.read(row.getString("content")),
            String.valueOf(CanonicalJson.read(canonical.get()).get("requestedBy")),
            row.getObject("ruled_at", OffsetDateTime.class).toInstant()));
  }

  /**
   * Replays what was ruled since a time, the latest first.
   *
   * @throws IllegalStateException while another replay runs
   */
  Simulation of(DecisionTable table, Optional<Instant> since) {
    if (!one.tryAcquire()) {
      throw new IllegalStateException("Another simulation is running; wait for it to end.");
    }
    try {
      return replay(table, past(since.orElse(Instant.EPOCH)));
    } finally {
      one.release();
    }
  }

  private Simulation replay(DecisionTable table, List<Past> all) {
    Instant deadline = clock.instant().plus(LONGEST);
    Set<String> asked = table.inputs().stream().map(Replay::root).collect(Collectors.toSet());
    Map<String, Integer> missing = new TreeMap<>();
    List<Changed> changed = new ArrayList<>();
    int replayed = 0;
    for (Past past : all) {
      if (clock.instant().isAfter(deadline)) {
        break;
      }
      replayed++;
      asked.stream()
          .filter(name -> !past.inputs().containsKey(name) && !OPTIONAL.contains(name))
          .forEach(name -> missing.merge(name, 1, Integer::sum));
      Said before = said(past.ruling());
      Said after = said(table.rule(past.inputs()));
      if (!before.sameAs(after)) {
        changed.add(
            new Changed(
                past.action(),
                String.valueOf(past.inputs().get("effect")),
                past.requester(),
                past.at(),
                before,
                after));
      }
    }
    return new Simulation(replayed, all.size() - replayed, changed, notes(missing, replayed));
  }

  private static List<String> notes(Map<String, Integer> missing, int replayed) {
    List<String> notes = new ArrayList<>();
    missing.forEach(
        (name, times) ->
            notes.add(
                "The table asks for '"
                    + name
                    + "', which "
                    + times
                    + " of "
                    + replayed
                    + " past actions did not record; it counted as missing."));
    return notes;
  }

  /** The variable that an expression begins with: {@code plan} of {@code plan.confidence}. */
  private static String root(String expression) {
    return expression.split("[^A-Za-z0-9_]", 2)[0];
  }

  private List<Past> past(Instant since) {
    return jdbc
        .sql(
            """
            select r.action_id, r.inputs, r.content, a.canonical, r.ruled_at
            from ruling r join sealed_action a on a.id = r.action_id
            where r.ruled_at >= ? order by r.ruled_at desc limit ?
            """)
        .params(since.atOffset(ZoneOffset.UTC), MOST)
        .query((row, n) -> past(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Said said(Ruling ruling) {
    Ruling.Basis basis = ruling.basis();
    return switch (ruling) {
      case Ruling.Permitted permitted ->
          new Said("permitted", Map.of(), basis.rules(), basis.why());
      case Ruling.Refused refused -> new Said("refused", Map.of(), basis.rules(), basis.why());
      case Ruling.NeedsReview review ->
          new Said(
              "review",
              review.requirements().stream()
                  .collect(Collectors.toMap(Requirement::group, Requirement::people, Integer::sum)),
              basis.rules(),
              basis.why());
    };
  }

  private static Said said(Combination said) {
    return new Said(said.kind().wireName(), said.people(), said.rules(), said.why());
  }
}
