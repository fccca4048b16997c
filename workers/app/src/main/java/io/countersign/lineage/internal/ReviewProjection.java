package io.countersign.lineage.internal;

import io.countersign.actions.Payloads;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.DataProjection.Prepared;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews as runs of their own: what they read, who could see it, who decided, what it allowed. */
@Component
class ReviewProjection {

  private final JdbcClient jdbc;
  private final Actors actors;

  ReviewProjection(JdbcClient jdbc, Actors actors) {
    this.jdbc = jdbc;
    this.actors = actors;
  }

  void draft(Draft draft, UUID subject, Prepared prepared) {
    rows(
            """
            select id, subject_kind, subject_digest, shown_digest, opened_at, deadline, verdict,
              settled_at, ended_by
            from review_round where subject_id = ? order by opened_at, id
            """,
            subject)
        .forEach(round -> round(draft, subject, round, prepared));
  }

  private void round(Draft draft, UUID subject, Fields row, Prepared prepared) {
    boolean ofPlan = row.text("subject_kind").equals("MASKING_PLAN");
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", ofPlan ? "plan-review" : "review");
    facts.put("job", ofPlan ? "preprocess-dataset.review-plan" : "review-action.review");
    facts.put("subjectDigest", row.text("subject_digest"));
    facts.put("shownDigest", row.text("shown_digest"));
    facts.put("state", row.optional("verdict").orElse("OPEN"));
    row.optional("ended_by").ifPresent(who -> facts.put("endedBy", who));
    Instant opened = row.time("opened_at");
    Times.put(facts, opened, row.time("settled_at"));
    UUID id = row.id("id");
    String key =
        draft.node(
            Keys.review(id),
            Node.Kind.RUN,
            ofPlan ? "review masking plan" : "review action",
            opened,
            facts);
    draft.began(key);
    row.optional("verdict").ifPresent(verdict -> draft.ended(key));
    draft.edge(Keys.action(subject), Edge.Kind.REVIEWED_IN, key, opened);
    Optional<String> read = ofPlan ? prepared.source() : prepared.masked();
    read.ifPresent(sha -> draft.edge(Keys.revision(sha), Edge.Kind.READ, key, opened));
    people(draft, id, key, opened);
    if (row.optional("verdict").filter("APPROVED"::equals).isPresent()) {
      allowed(draft, subject, key, row, ofPlan, prepared);
    }
  }

  private void allowed(
      Draft draft, UUID subject, String key, Fields row, boolean ofPlan, Prepared prepared) {
    if (ofPlan) {
      if (prepared.masked().isPresent()) {
        prepared
            .plan()
            .filter(row.text("subject_digest")::equals)
            .ifPresent(
                plan ->
                    draft.edge(key, Edge.Kind.ALLOWED, Keys.masking(plan), row.time("settled_at")));
      }
      return;
    }
    rows("select id from execution where action_id = ?", subject)
        .forEach(
            execution ->
                draft.edge(
                    key,
                    Edge.Kind.ALLOWED,
                    Keys.effect(execution.id("id")),
                    row.time("settled_at")));
  }

  private void people(Draft draft, UUID round, String key, @Nullable Instant opened) {
    rows(
            "select group_name, candidates from review_seat where round_id = ? order by position",
            round)
        .forEach(
            seat ->
                candidates(seat)
                    .forEach(
                        who ->
                            draft.edge(
                                actors.draft(draft, who), Edge.Kind.COULD_SEE, key, opened)));
    rows(
            """
            select v.id, v.person, v.choice, v.comment, v.channel, v.in_place_of, v.shown_digest,
              v.cast_at, s.group_name
            from review_vote v join review_seat s on s.id = v.seat_id
            where v.round_id = ? order by v.cast_at, v.id
            """,
            round)
        .forEach(vote -> vote(draft, key, vote));
  }

  private void vote(Draft draft, String review, Fields row) {
    Map<String, Object> facts = new HashMap<>();
    row.copy(facts, "person", "choice", "channel");
    row.optional("comment")
        .filter(text -> Payloads.isSealed(text) || text.equals(Payloads.ERASED))
        .ifPresent(text -> facts.put("comment", text));
    facts.put("group", row.text("group_name"));
    facts.put("shownDigest", row.text("shown_digest"));
    row.optional("in_place_of").ifPresent(who -> facts.put("inPlaceOf", who));
    Instant at = row.time("cast_at");
    String key =
        draft.node(
            Keys.decision(row.id("id")),
            Node.Kind.DECISION,
            row.text("choice").equals("APPROVE") ? "approved" : "denied",
            at,
            facts);
    draft.edge(actors.draft(draft, row.text("person")), Edge.Kind.CAST, key, at);
    draft.edge(key, Edge.Kind.DECIDED, review, at);
  }

  private static List<String> candidates(Fields seat) {
    if (!(seat.row().get("candidates") instanceof Array array)) {
      return List.of();
    }
    try {
      return List.of((String[]) array.getArray());
    } catch (SQLException e) {
      throw new IllegalStateException("The candidates of a seat cannot be read.", e);
    }
  }

  private List<Fields> rows(String sql, UUID key) {
    return Fields.of(jdbc.sql(sql).param(key).query().listOfRows());
  }
}
