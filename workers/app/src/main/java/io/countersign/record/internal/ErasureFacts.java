package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;

/** Payloads that were taken out of the database. */
final class ErasureFacts {

  static final Fact ERASED =
      new Fact(
          "payload.erased",
          """
          select id, action_id, erased_by, rule, reason, remaining, texts, erased_at from erasure
          where id = :key
          """,
          ErasureFacts::erased);

  private ErasureFacts() {}

  private static EntryBuilder erased(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(ERASED.name(), row.time("erased_at"))
            .action(row.text("action_id"))
            .subject("erasure", row.text("id"))
            .subject("by", draft.person(row.text("erased_by")))
            .digest("remaining", new Digest(row.text("remaining")))
            .commitment("reason", draft.commit("reason", row.text("reason")))
            .count("texts", row.number("texts"));
    Tokens.classify(entry, "rule", row.text("rule"));
    return entry;
  }
}
