package io.countersign.record.internal;

import static java.util.Map.entry;

import io.countersign.record.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for rows that nobody put on record: written past the application. */
@Component
class UnrecordedCheck implements Check {

  private static final Map<String, String> ROWS =
      Map.ofEntries(
          entry("action.sealed", "select id as key, id as action_id from sealed_action"),
          entry(
              "decision.cast",
              """
              select v.seat_id as key, r.subject_id as action_id
              from review_vote v join review_round r on r.id = v.round_id
              """),
          entry("grant.issued", "select action_id as key, action_id from action_grant"),
          entry("execution.started", "select id as key, action_id from execution"),
          entry(
              "review.commented",
              """
              select c.id as key, r.subject_id as action_id
              from review_comment c join review_round r on r.id = c.round_id
              """),
          entry("break-glass.used", "select action_id as key, action_id from break_glass"),
          entry(
              "policy.in-force",
              "select id as key, cast(null as uuid) as action_id from policy_version"),
          entry("payload.erased", "select id as key, action_id from erasure"),
          entry("evidence.pack-made", packs("evidence.pack-made")),
          entry("evidence.pack-examined", packs("evidence.pack-examined")),
          entry("hold.placed", "select id as key, action_id from legal_hold"),
          entry(
              "hold.released",
              "select id as key, action_id from legal_hold where released_at is not null"));

  private final JdbcClient jdbc;

  private static String packs(String kind) {
    return "select id as key, cast(null as uuid) as action_id from pack_event where kind = '%s'"
        .formatted(kind);
  }

  UnrecordedCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Unrecorded(UUID key, @Nullable UUID actionId) {}

  @Override
  public List<Observation> look() {
    List<Observation> seen = new ArrayList<>();
    ROWS.forEach(
        (kind, rows) -> unrecorded(kind, rows).forEach(row -> seen.add(observation(kind, row))));
    return seen;
  }

  private List<Unrecorded> unrecorded(String kind, String rows) {
    return jdbc.sql(
            """
            select t.key, t.action_id from (%s) t
            where not exists (select from ledger_intent i
                where i.kind = ? and i.source_key = cast(t.key as text))
              and not exists (select from before_ledger b where b.id = t.key)
            """
                .formatted(rows))
        .param(kind)
        .query(Unrecorded.class)
        .list();
  }

  private static Observation observation(String kind, Unrecorded row) {
    FindingCode code =
        kind.equals("execution.started")
            ? FindingCode.EFFECT_WITHOUT_DECISION
            : FindingCode.RECORD_UNKNOWN_TO_LEDGER;
    Observation seen =
        new Observation(
            code,
            kind + ":" + row.key(),
            "The database holds a row of kind %s (%s) that was never put on record."
                .formatted(kind, row.key()),
            Map.of("kind", kind, "row", row.key().toString()));
    UUID action = row.actionId();
    return action == null ? seen : seen.about(action);
  }
}
