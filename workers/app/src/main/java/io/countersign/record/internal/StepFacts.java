package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;

/** What happened and left no row of its own; {@link Steps} keeps one. */
final class StepFacts {

  private static final String SQL =
      """
      select id, action_id, round_id, seat_id, group_name, person, taken_at from record_step
      where id = :key
      """;

  static final Fact ESCALATED = step("review.escalated");
  static final Fact WITHDRAWN = step("action.withdrawn");
  static final Fact RETURNED = step("action.returned");

  private StepFacts() {}

  private static Fact step(String name) {
    return new Fact(name, SQL, (row, draft) -> entry(name, row, draft));
  }

  private static EntryBuilder entry(String name, Row row, Draft draft) {
    EntryBuilder entry = draft.begin(name, row.time("taken_at")).action(row.text("action_id"));
    row.optional("round_id").ifPresent(id -> entry.subject("round", id));
    row.optional("seat_id").ifPresent(id -> entry.subject("seat", id));
    row.optional("person").ifPresent(who -> entry.subject("by", draft.person(who)));
    row.optional("group_name").ifPresent(group -> Tokens.classify(entry, "group", group));
    return entry;
  }
}
