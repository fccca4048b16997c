package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;

/** Evidence packs that were made, and who examined them. */
final class PackFacts {

  private static final String SQL =
      """
      select id, pack_digest, person, framework, period_from, period_to, note, happened_at
      from pack_event where id = :key
      """;

  static final Fact MADE =
      new Fact("evidence.pack-made", SQL, (row, draft) -> made(begin("made", row, draft), row));
  static final Fact EXAMINED = new Fact("evidence.pack-examined", SQL, PackFacts::examined);

  private PackFacts() {}

  private static EntryBuilder begin(String step, Row row, Draft draft) {
    return draft
        .begin("evidence.pack-" + step, row.time("happened_at"))
        .subject("pack-" + step, row.text("id"))
        .subject("by", draft.person(row.text("person")))
        .digest("manifest", new Digest(row.text("pack_digest")));
  }

  private static EntryBuilder made(EntryBuilder entry, Row row) {
    Tokens.classify(entry, "framework", row.text("framework"));
    Tokens.classify(entry, "from", row.time("period_from").toString());
    Tokens.classify(entry, "to", row.time("period_to").toString());
    return entry;
  }

  private static EntryBuilder examined(Row row, Draft draft) {
    return begin("examined", row, draft).commitment("note", draft.commit("note", row.text("note")));
  }
}
