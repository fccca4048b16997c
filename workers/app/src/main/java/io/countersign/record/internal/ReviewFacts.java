package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reviews: what was shown, who decided what, who was refused, and how it ended. */
final class ReviewFacts {

  static final Fact OPENED =
      new Fact(
          "review.opened",
          """
          select id, subject_kind, subject_id, subject_digest, shown, shown_digest, opened_at
          from review_round where id = :key
          """,
          ReviewFacts::opened);

  /** By seat: the database holds one vote for each. */
  static final Fact DECIDED =
      new Fact(
          "decision.cast",
          """
          select v.seat_id, v.round_id, v.person, v.choice, v.comment, v.channel, v.identity,
            v.in_place_of, v.subject_digest,
            v.shown_digest, v.cast_at, r.subject_id, s.group_name,
            t.element_instance_key, t.process_instance_key
          from review_vote v join review_round r on r.id = v.round_id
            join review_seat s on s.id = v.seat_id
            left join lateral (select element_instance_key, process_instance_key from seat_task
              where seat_id = v.seat_id and opened_at <= v.cast_at
              order by opened_at desc, element_instance_key desc limit 1) t on true
          where v.seat_id = :key
          """,
          ReviewFacts::decided,
          List.of(ReviewFacts::decidedWithoutTask));

  static final Fact REFUSED =
      new Fact(
          "decision.refused",
          """
          select f.id, f.round_id, f.identity, f.attempt, f.choice, f.reason, f.message, f.channel,
            f.refused_at, r.subject_id
          from review_refusal f join review_round r on r.id = f.round_id where f.id = :key
          """,
          ReviewFacts::refused);

  static final Fact SETTLED =
      new Fact(
          "review.settled",
          """
          select id, subject_kind, subject_id, subject_digest, shown_digest, verdict, settled_at,
            ended_by, superseded_by
          from review_round where id = :key
          """,
          ReviewFacts::settled);

  static final Fact DELEGATED =
      new Fact(
          "delegation.made",
          """
          select id, delegator, delegate, group_name, starts_at, ends_at, created_at
          from review_delegation where id = :key
          """,
          ReviewFacts::delegated);

  static final Fact DELEGATION_ENDED =
      new Fact(
          "delegation.ended",
          "select id, delegator, delegate, ended_at from review_delegation where id = :key",
          ReviewFacts::delegationEnded);

  static final Fact REMINDED =
      new Fact(
          "review.reminded",
          "select id, subject_id, reminded_at from review_round where id = :key",
          (row, draft) ->
              draft
                  .begin("review.reminded", row.time("reminded_at"))
                  .action(row.text("subject_id"))
                  .subject("round", row.text("id")));

  /** What was said stays in the database; the ledger commits to it. */
  static final Fact COMMENTED =
      new Fact(
          "review.commented",
          """
          select c.id, c.round_id, c.author, c.words, c.said_at, r.subject_id
          from review_comment c join review_round r on r.id = c.round_id where c.id = :key
          """,
          ReviewFacts::commented);

  private ReviewFacts() {}

  private static EntryBuilder commented(Row row, Draft draft) {
    return draft
        .begin(COMMENTED.name(), row.time("said_at"))
        .action(row.text("subject_id"))
        .subject("round", row.text("round_id"))
        .subject("author", draft.person(row.text("author")))
        .commitment("comment", draft.commit("comment", row.text("words")));
  }

  private static EntryBuilder opened(Row row, Draft draft) {
    return about(row, draft.begin(OPENED.name(), row.time("opened_at")))
        .digest("shown", new Digest(row.text("shown_digest")))
        .commitment("shown", draft.commit("shown", row.text("shown")));
  }

  private static EntryBuilder about(Row row, EntryBuilder entry) {
    return entry
        .action(row.text("subject_id"))
        .subject("round", row.text("id"))
        .digest("subject", new Digest(row.text("subject_digest")))
        .classified("subject", word(row.text("subject_kind")));
  }

  /** Names the engine's user task that stood for the seat when the vote was cast. */
  private static EntryBuilder decided(Row row, Draft draft) {
    EntryBuilder entry = decidedWithoutTask(row, draft);
    row.optional("element_instance_key").ifPresent(key -> entry.subject("elementInstance", key));
    row.optional("process_instance_key").ifPresent(key -> entry.subject("processInstance", key));
    return entry;
  }

  private static EntryBuilder decidedWithoutTask(Row row, Draft draft) {
    String kind =
        switch (row.text("choice")) {
          case "APPROVE" -> "decision.approved";
          case "DENY" -> "decision.denied";
          default -> "decision." + word(row.text("choice"));
        };
    EntryBuilder entry =
        draft
            .begin(kind, row.time("cast_at"))
            .action(row.text("subject_id"))
            .subject("round", row.text("round_id"))
            .subject("seat", row.text("seat_id"))
            .subject("reviewer", draft.person(row.text("person")))
            .digest("subject", new Digest(row.text("subject_digest")))
            .digest("shown", new Digest(row.text("shown_digest")))
            .classified("channel", word(row.text("channel")))
            .commitment("identity", draft.commit("identity", row.text("identity")));
    Tokens.classify(entry, "group", row.text("group_name"));
    row.optional("in_place_of")
        .ifPresent(person -> entry.subject("inPlaceOf", draft.person(person)));
    row.optional("comment")
        .ifPresent(words -> entry.commitment("comment", draft.commit("comment", words)));
    return entry;
  }

  private static EntryBuilder refused(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(REFUSED.name(), row.time("refused_at"))
            .action(row.text("subject_id"))
            .subject("round", row.text("round_id"))
            .classified("reason", word(row.text("reason")))
            .classified("attempt", word(row.text("attempt")))
            .classified("channel", word(row.text("channel")))
            .commitment("identity", draft.commit("identity", row.text("identity")));
    row.optional("choice").ifPresent(choice -> entry.classified("choice", word(choice)));
    return entry;
  }

  private static EntryBuilder settled(Row row, Draft draft) {
    EntryBuilder entry =
        about(row, draft.begin(SETTLED.name(), row.time("settled_at")))
            .digest("shown", new Digest(row.text("shown_digest")))
            .classified("verdict", word(row.text("verdict")));
    row.optional("ended_by").ifPresent(person -> entry.subject("endedBy", draft.person(person)));
    row.optional("superseded_by").ifPresent(next -> Tokens.digest(entry, "supersededBy", next));
    return entry;
  }

  private static EntryBuilder delegated(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(DELEGATED.name(), row.time("created_at"))
            .subject("delegation", row.text("id"))
            .count("starts", row.time("starts_at").toEpochMilli())
            .count("ends", row.time("ends_at").toEpochMilli());
    people(row, draft, entry);
    row.optional("group_name").ifPresent(group -> Tokens.classify(entry, "group", group));
    return entry;
  }

  private static EntryBuilder delegationEnded(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(DELEGATION_ENDED.name(), row.time("ended_at"))
            .subject("delegation", row.text("id"));
    people(row, draft, entry);
    return entry;
  }

  /** In one order of names, so that two transactions never wait for each other's people. */
  private static void people(Row row, Draft draft, EntryBuilder entry) {
    Map<String, String> roles = new TreeMap<>();
    roles.put(row.text("delegator"), "delegator");
    roles.put(row.text("delegate"), "delegate");
    roles.forEach((person, role) -> entry.subject(role, draft.person(person)));
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
