package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;

/** Break-glass: that it was used, and what people found about it afterwards. */
final class GlassFacts {

  static final Fact USED =
      new Fact(
          "break-glass.used",
          """
          select action_id, acknowledgement_id, used_at from break_glass where action_id = :key
          """,
          (row, draft) ->
              draft
                  .begin("break-glass.used", row.time("used_at"))
                  .action(row.text("action_id"))
                  .subject("acknowledgement", row.text("acknowledgement_id")));

  static final Fact CLOSED =
      new Fact(
          "break-glass.closed",
          """
          select action_id, acknowledgement_id, finding, closed_at from break_glass
          where action_id = :key
          """,
          GlassFacts::closed);

  private GlassFacts() {}

  private static EntryBuilder closed(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(CLOSED.name(), row.time("closed_at"))
            .action(row.text("action_id"))
            .subject("acknowledgement", row.text("acknowledgement_id"));
    Tokens.classify(entry, "finding", row.text("finding"));
    return entry;
  }
}
