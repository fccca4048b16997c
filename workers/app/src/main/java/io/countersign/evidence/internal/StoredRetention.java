package io.countersign.evidence.internal;

import io.countersign.actions.Payloads;
import io.countersign.evidence.Retention;
import io.countersign.evidence.internal.RetentionProperties.Rule;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is due by each rule, and has it erased, one action at a time. */
@Component
class StoredRetention implements Retention {

  /** How many actions one run looks at for each rule. */
  private static final int MOST = 10_000;

  private static final int LISTED = 100;

  private final RetentionProperties properties;
  private final Erasures erasures;
  private final JdbcClient jdbc;
  private final Payloads payloads;
  private final Clock clock;

  StoredRetention(
      RetentionProperties properties,
      Erasures erasures,
      JdbcClient jdbc,
      Payloads payloads,
      Clock clock) {
    this.payloads = payloads;
    this.properties = properties;
    this.erasures = erasures;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Due(UUID id, String canonical, Optional<String> heldBy) {}

  @Override
  public List<Result> preview() {
    return properties.rules().stream().map(rule -> run(rule, Optional.empty())).toList();
  }

  @Override
  public List<Result> apply(String by) {
    return properties.rules().stream().map(rule -> run(rule, Optional.of(by))).toList();
  }

  private Result run(Rule rule, Optional<String> by) {
    Instant before = clock.instant().atOffset(ZoneOffset.UTC).minus(rule.keep()).toInstant();
    List<Due> due = due(rule, before);
    int held = (int) due.stream().filter(one -> one.heldBy().isPresent()).count();
    List<Refusal> refused = new ArrayList<>();
    int erased = 0;
    if (by.isPresent()) {
      for (Due one : due) {
        if (one.heldBy().isEmpty()) {
          Optional<String> why = erase(rule, one, by.get());
          why.ifPresent(words -> refused.add(new Refusal(one.id(), words)));
          erased += why.isEmpty() ? 1 : 0;
        }
      }
      note(rule, by.get(), due.size(), held, erased, refused.size());
    }
    return new Result(
        rule.name(),
        rule.keep().toString(),
        before,
        due.size(),
        held,
        erased,
        refused.stream().limit(LISTED).toList(),
        due.size() == MOST);
  }

  private List<Due> due(Rule rule, Instant before) {
    return jdbc.sql(
            """
            select a.id, a.canonical, held_by(a.id) as held
            from sealed_action a join action_outcome o on o.action_id = a.id
            where o.recorded_at < :before
              and not exists (select from erasure e where e.action_id = a.id)
              and (cast(:effect as text) is null or coalesce(a.outline, a.canonical)::jsonb ->> 'effect' = :effect)
            order by held_by(a.id) nulls first, o.recorded_at, a.id limit :most
            """)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("effect", rule.effect())
        .param("most", MOST)
        .query(
            (row, n) ->
                new Due(
                    row.getObject("id", UUID.class),
                    payloads.show(row.getString("canonical")),
                    Optional.ofNullable(row.getString("held"))))
        .list();
  }

  /** Why it was not erased; empty when it was. */
  private Optional<String> erase(Rule rule, Due due, String by) {
    Set<String> parameters = new HashSet<>(rule.parameters());
    parameters.retainAll(Facts.map(CanonicalJson.read(due.canonical()), "parameters").keySet());
    String reason =
        "Kept for %s after its end, as rule %s says."
            .formatted(Words.period(rule.keep()), rule.name());
    return switch (erasures.erase(due.id(), parameters, rule.name(), reason, by)) {
      case ErasureResult.Erased gone -> Optional.empty();
      case ErasureResult.Unknown unknown -> Optional.of("There is no such action any more.");
      case ErasureResult.Forbidden forbidden -> Optional.of(forbidden.why());
      case ErasureResult.Refused refused -> Optional.of(refused.why());
    };
  }

  private void note(Rule rule, String by, int due, int held, int erased, int refused) {
    jdbc.sql(
            """
            insert into retention_run (id, rule, keeps, run_by, due, held, erased, refused, ran_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            UUID.randomUUID(),
            rule.name(),
            rule.keep().toString(),
            by,
            due,
            held,
            erased,
            refused,
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public List<Deletion> deletions(int most) {
    return jdbc.sql(
            """
            select action_id, rule, reason, erased_by, erased_at, texts from erasure
            order by erased_at desc, id limit ?
            """)
        .param(most)
        .query(
            (row, n) ->
                new Deletion(
                    row.getObject("action_id", UUID.class),
                    row.getString("rule"),
                    row.getString("reason"),
                    row.getString("erased_by"),
                    row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                    row.getInt("texts")))
        .list();
  }
}
