package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;
import java.util.Locale;

/** Grants and what they were spent on. */
final class EffectFacts {

  static final Fact GRANTED =
      new Fact(
          "grant.issued",
          """
          select action_id, action_digest, basis, issued_at, expires_at from action_grant
          where action_id = :key
          """,
          EffectFacts::granted);

  static final Fact REDEEMED =
      new Fact(
          "grant.redeemed",
          """
          select action_id, action_digest, redeemed_at, execution_id from action_grant
          where action_id = :key
          """,
          EffectFacts::redeemed);

  static final Fact STARTED =
      new Fact(
          "execution.started",
          "select id, action_id, started_at from execution where id = :key",
          (row, draft) ->
              draft
                  .begin("execution.started", row.time("started_at"))
                  .action(row.text("action_id"))
                  .subject("execution", row.text("id")));

  /** What was unknown may be settled later; only the latest entry says what the row says. */
  static final Fact FINISHED =
      new Fact(
          "execution.ended",
          """
          select id, action_id, state, ended_at, receipt, fault_code from execution
          where id = :key
          """,
          EffectFacts::finished);

  static final Fact REVERTED =
      new Fact(
          "effect.reverted",
          "select id, action_id, reverted_at, revert_receipt from execution where id = :key",
          EffectFacts::reverted);

  static final Fact ANNULLED =
      new Fact(
          "grant.annulled",
          "select action_id, action_digest, annulled_at from action_grant where action_id = :key",
          (row, draft) ->
              draft
                  .begin("grant.annulled", row.time("annulled_at"))
                  .action(row.text("action_id"))
                  .digest("action", new Digest(row.text("action_digest"))));

  private EffectFacts() {}

  private static EntryBuilder granted(Row row, Draft draft) {
    return draft
        .begin(GRANTED.name(), row.time("issued_at"))
        .action(row.text("action_id"))
        .subject("basis", row.text("basis"))
        .digest("action", new Digest(row.text("action_digest")))
        .count("expires", row.time("expires_at").toEpochMilli());
  }

  private static EntryBuilder reverted(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(REVERTED.name(), row.time("reverted_at"))
            .action(row.text("action_id"))
            .subject("execution", row.text("id"));
    row.optional("revert_receipt")
        .ifPresent(facts -> entry.commitment("receipt", draft.commit("receipt", facts)));
    return entry;
  }

  private static EntryBuilder redeemed(Row row, Draft draft) {
    return draft
        .begin(REDEEMED.name(), row.time("redeemed_at"))
        .action(row.text("action_id"))
        .subject("execution", row.text("execution_id"))
        .digest("action", new Digest(row.text("action_digest")));
  }

  private static EntryBuilder finished(Row row, Draft draft) {
    EntryBuilder entry =
        draft
            .begin(FINISHED.name(), row.time("ended_at"))
            .action(row.text("action_id"))
            .subject("execution", row.text("id"))
            .classified("outcome", row.text("state").toLowerCase(Locale.ROOT));
    row.optional("receipt")
        .ifPresent(facts -> entry.commitment("receipt", draft.commit("receipt", facts)));
    row.optional("fault_code").ifPresent(code -> Tokens.classify(entry, "fault", code));
    return entry;
  }
}
