package io.countersign.record.internal;

import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.record.FindingCode;
import java.util.Locale;

/** Findings go on record as well, and so does who closed them. */
final class FindingFacts {

  static final Fact OPENED =
      new Fact(
          "finding.opened",
          "select id, code, subject, action_id, first_seen from finding where id = :key",
          FindingFacts::opened);

  static final Fact RESOLVED =
      new Fact(
          "finding.resolved",
          """
          select id, code, subject, action_id, closed_by, closed_at, resolution from finding
          where id = :key
          """,
          FindingFacts::resolved);

  private FindingFacts() {}

  private static EntryBuilder opened(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(OPENED.name(), row.time("first_seen"))
            .subject("finding", row.text("id"))
            .classified("code", row.text("code"))
            .classified(
                "severity",
                FindingCode.valueOf(row.text("code")).severity().name().toLowerCase(Locale.ROOT))
            .commitment("subject", draft.commit("subject", row.text("subject")));
    row.optional("action_id").ifPresent(entry::action);
    return entry;
  }

  private static EntryBuilder resolved(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(RESOLVED.name(), row.time("closed_at"))
            .subject("finding", row.text("id"))
            .subject("by", draft.person(row.text("closed_by")))
            .classified("code", row.text("code"))
            .commitment("resolution", draft.commit("resolution", row.text("resolution")));
    row.optional("action_id").ifPresent(entry::action);
    return entry;
  }
}
