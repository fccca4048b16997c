package io.countersign.record.internal;

import io.countersign.ledger.entry.EngineCoordinates;
import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.record.FindingCode;
import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings go on record as well, and so does who closed them. */
final class FindingFacts {

  private static final String TURN =
      """
      select t.finding_id, t.turned_at, f.code, f.action_id
      from finding_turn t join finding f on f.id = t.finding_id where t.id = :key
      """;

  static final Fact OPENED =
      new Fact(
          "finding.opened",
          "select id, code, subject, action_id, detail, first_seen from finding where id = :key",
          FindingFacts::opened,
          List.of(FindingFacts::openedAnywhere));

  static final Fact RESOLVED =
      new Fact(
          "finding.resolved",
          """
          select id, code, subject, action_id, closed_by, closed_at, resolution from finding
          where id = :key
          """,
          FindingFacts::resolved);

  /** It mended itself. */
  static final Fact CLEARED =
      new Fact(
          "finding.cleared", TURN, (row, draft) -> turned(FindingFacts.CLEARED.name(), row, draft));

  /** It was seen again. */
  static final Fact REOPENED =
      new Fact(
          "finding.reopened",
          TURN,
          (row, draft) -> turned(FindingFacts.REOPENED.name(), row, draft));

  private FindingFacts() {}

  private static EntryBuilder turned(String kind, Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(kind, row.time("turned_at"))
            .subject("finding", row.text("finding_id"))
            .classified("code", row.text("code"));
    row.optional("action_id").ifPresent(entry::action);
    return entry;
  }

  /** Says where in the engine's own log it was seen, where that is known. */
  private static EntryBuilder opened(Row row, Draft draft) {
    EntryBuilder entry = openedAnywhere(row, draft);
    Map<String, Object> detail = CanonicalJson.read(row.text("detail"));
    if (detail.get("partition") instanceof Number partition
        && detail.get("position") instanceof Number position
        && position.longValue() >= 0) {
      entry.engine(new EngineCoordinates(partition.intValue(), position.longValue(), keys(detail)));
    }
    return entry;
  }

  private static Map<String, Long> keys(Map<String, Object> detail) {
    return detail.get("processInstanceKey") instanceof String key && key.matches("[0-9]{1,18}")
        ? Map.of("processInstanceKey", Long.parseLong(key))
        : Map.of();
  }

  private static EntryBuilder openedAnywhere(Row row, Draft draft) {
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
