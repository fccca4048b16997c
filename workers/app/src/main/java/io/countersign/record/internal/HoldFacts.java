package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must not be erased, and until when. The matter, the reasons and what a hold covers are
 * committed to, and stay in the database.
 */
final class HoldFacts {

  static final Fact PLACED =
      new Fact(
          "hold.placed",
          """
          select id, matter, reason, action_id, dataset, person, placed_by, placed_at
          from legal_hold where id = :key
          """,
          HoldFacts::placed);

  static final Fact RELEASED =
      new Fact(
          "hold.released",
          """
          select id, action_id, released_by, released_at, release_reason from legal_hold
          where id = :key
          """,
          HoldFacts::released);

  private HoldFacts() {}

  private static EntryBuilder placed(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(PLACED.name(), row.time("placed_at"))
            .subject("hold", row.text("id"))
            .subject("by", draft.person(row.text("placed_by")))
            .commitment("matter", draft.commit("matter", row.text("matter")))
            .commitment("reason", draft.commit("reason", row.text("reason")))
            .commitment("scope", draft.commit("scope", CanonicalJson.of(scope(row))));
    row.optional("action_id").ifPresent(entry::action);
    return entry;
  }

  private static EntryBuilder released(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(RELEASED.name(), row.time("released_at"))
            .subject("hold", row.text("id"))
            .subject("by", draft.person(row.text("released_by")))
            .commitment("reason", draft.commit("reason", row.text("release_reason")));
    row.optional("action_id").ifPresent(entry::action);
    return entry;
  }

  /** What it covers; nothing named is everything. */
  private static Map<String, Object> scope(Row row) {
    Map<String, Object> scope = new TreeMap<>();
    for (String part : List.of("action_id", "dataset", "person")) {
      row.optional(part).ifPresent(value -> scope.put(part, value));
    }
    return scope;
  }
}
