package io.countersign.record.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.Directory;
import io.countersign.record.Erasure;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores who erased what by which rule, puts it on record, and has the database take the payload
 * away, all in one transaction; once that stands, the key of the payload is destroyed. What may go,
 * and that nothing else does, is for the database's triggers to say (V16.1).
 */
@Service
@Transactional
class StoredErasures implements Erasures {

  private final JdbcClient jdbc;
  private final Intents intents;
  private final Directory directory;
  private final LedgerProperties properties;
  private final Payloads payloads;
  private final OldWords keys;
  private final Clock clock;

  StoredErasures(
      JdbcClient jdbc,
      Intents intents,
      Directory directory,
      LedgerProperties properties,
      Payloads payloads,
      OldWords keys,
      Clock clock) {
    this.jdbc = jdbc;
    this.intents = intents;
    this.directory = directory;
    this.properties = properties;
    this.payloads = payloads;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public ErasureResult erase(
      UUID actionId, Set<String> parameters, String rule, String reason, String by) {
    Optional<ErasureResult> forbidden = forbidden(by);
    if (forbidden.isPresent()) {
      return forbidden.get();
    }
    if (!rule.matches("[a-z0-9][a-z0-9.-]{0,63}") || reason.isBlank()) {
      return new ErasureResult.Refused(
          "Name the rule with a word of a-z, 0-9, dots and hyphens, such as gdpr-17, and say why.");
    }
    Optional<String> canonical = canonical(actionId);
    if (canonical.isEmpty()) {
      return new ErasureResult.Unknown();
    }
    Optional<ErasureResult> refused = refused(actionId, canonical.get(), parameters);
    return refused.orElseGet(
        () -> take(actionId, remaining(canonical.get(), parameters), parameters, rule, reason, by));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Erasure> of(UUID actionId) {
    return jdbc.sql(
            """
            select rule, reason, parameters, erased_by, erased_at, texts from erasure
            where action_id = ?
            """)
        .param(actionId)
        .query(
            (row, n) ->
                new Erasure(
                    actionId,
                    row.getString("rule"),
                    row.getString("reason"),
                    Set.of((String[]) row.getArray("parameters").getArray()),
                    row.getString("erased_by"),
                    row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                    row.getInt("texts")))
        .optional();
  }

  private Optional<ErasureResult> forbidden(String by) {
    String group = properties.erasers();
    if (group == null) {
      return Optional.of(
          new ErasureResult.Forbidden(
              "Nobody may erase here: countersign.ledger.erasers names no group."));
    }
    boolean member = directory.members(group).stream().anyMatch(person -> person.id().equals(by));
    return member
        ? Optional.empty()
        : Optional.of(
            new ErasureResult.Forbidden(
                "'%s' is not in the group '%s', which may erase.".formatted(by, group)));
  }

  private Optional<String> canonical(UUID actionId) {
    return jdbc.sql("select canonical from sealed_action where id = ?")
        .param(actionId)
        .query(String.class)
        .optional()
        .map(payloads::show);
  }

  private record State(
      boolean ended,
      boolean open,
      boolean active,
      boolean pending,
      boolean erased,
      @Nullable String held,
      long unknown) {}

  private Optional<ErasureResult> refused(UUID action, String canonical, Set<String> parameters) {
    State state = state(action, canonical, parameters);
    String why = null;
    if (state.erased()) {
      why = "The payload of action %s is erased already.".formatted(action);
    } else if (state.held() != null) {
      why = "Action %s is under legal hold: %s.".formatted(action, state.held());
    } else if (!state.ended() || state.open() || state.active()) {
      why = "Action %s has not ended: its people still need what it says.".formatted(action);
    } else if (state.pending()) {
      why = "Not everything about action %s is published yet. Try again.".formatted(action);
    } else if (state.unknown() > 0) {
      why = "Action %s has not all of the parameters %s.".formatted(action, parameters);
    }
    return Optional.ofNullable(why).map(ErasureResult.Refused::new);
  }

  private State state(UUID action, String canonical, Set<String> parameters) {
    return jdbc.sql(
            """
            select
              exists (select from action_outcome where action_id = :id) as ended,
              exists (select from review_round where subject_id = :id and verdict is null)
                or exists (select from break_glass where action_id = :id and closed_at is null)
                as open,
              exists (select from execution where action_id = :id
                and ends_at is not null and reverted_at is null) as active,
              exists (select from ledger_intent where action_id = :id and state <> 'PUBLISHED')
                as pending,
              exists (select from erasure where action_id = :id) as erased,
              held_by(:id) as held,
              (select count(*) from unnest(cast(:parameters as text[])) name
                where not coalesce(
                  jsonb_exists(cast(:canonical as jsonb) -> 'parameters', name), false)) as unknown
            """)
        .param("id", action)
        .param("canonical", canonical)
        .param("parameters", parameters.toArray(String[]::new))
        .query(State.class)
        .single();
  }

  /** What an action says once its payload is erased, in canonical JSON. */
  private static String remaining(String canonical, Set<String> erased) {
    Map<String, Object> action = new HashMap<>(CanonicalJson.read(canonical));
    action.put("reason", Payloads.ERASED);
    if (action.get("parameters") instanceof Map<?, ?> parameters) {
      Map<String, Object> kept = new HashMap<>();
      parameters.forEach(
          (name, value) ->
              kept.put(String.valueOf(name), erased.contains(name) ? Payloads.ERASED : value));
      action.put("parameters", kept);
    }
    return CanonicalJson.of(action);
  }

  private ErasureResult take(
      UUID actionId,
      String remaining,
      Set<String> parameters,
      String rule,
      String reason,
      String by) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into erasure (id, action_id, erased_by, rule, reason, parameters, remaining,
              texts, erased_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            id,
            actionId,
            by,
            rule,
            reason.strip(),
            parameters.toArray(String[]::new),
            CanonicalJson.digest(remaining),
            texts(actionId),
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    intents.write(ErasureFacts.ERASED, id);
    int erased =
        jdbc.sql("select erase_payload(?, ?)")
            .params(actionId, payloads.sealRemaining(actionId, "canonical", remaining))
            .query(Integer.class)
            .single();
    keys.destroyAfterCommit(actionId);
    return new ErasureResult.Erased(id, erased);
  }

  /** How many texts there are to be erased. */
  private int texts(UUID actionId) {
    return jdbc.sql(
            """
            select 1 + (select count(*) from ruling where action_id = :id)
              + (select count(*) from review_round where subject_id = :id)
              + (select count(*) from review_vote v join review_round r on r.id = v.round_id
                 where r.subject_id = :id and v.comment is not null)
              + (select count(*) from review_comment c join review_round r on r.id = c.round_id
                 where r.subject_id = :id)
              + (select count(*) from release where id = :id)
            """)
        .param("id", actionId)
        .query(Integer.class)
        .single();
  }
}
