package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.ledger.entry.PinnedVersion;
import io.countersign.support.CanonicalJson;
import io.countersign.support.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is wanted, what policy says of it, and how it ended. */
final class ActionFacts {

  static final Fact SEALED =
      new Fact(
          "action.sealed",
          "select id, digest, canonical, outline, sealed_at from sealed_action where id = :key",
          ActionFacts::sealed);

  static final Fact RULED =
      new Fact(
          "action.ruled",
          """
          select action_id, content, ruled_at,
            case when inputs = '[erased]'
                and exists (select from erasure e where e.action_id = ruling.action_id)
              then null else inputs end as inputs
          from ruling where action_id = :key
          """,
          ActionFacts::ruled,
          List.of(ActionFacts::ruledWithoutPolicy));

  static final Fact ENDED =
      new Fact(
          "action.ended",
          """
          select action_id, outcome, error_code, recorded_at from action_outcome
          where action_id = :key
          """,
          ActionFacts::ended);

  private ActionFacts() {}

  private static EntryBuilder sealed(Row row, Draft draft) {
    String canonical = row.text("canonical");
    Map<String, Object> action = CanonicalJson.read(canonical);
    row.optional("outline").ifPresent(outline -> requireSame(CanonicalJson.read(outline), action));
    EntryBuilder entry =
        draft
            .begin(SEALED.name(), row.time("sealed_at"))
            .action(row.text("id"))
            .digest("action", new Digest(row.text("digest")))
            .commitment("content", draft.commit("content", canonical));
    authors(action).forEach((role, person) -> entry.subject(role, draft.person(person)));
    Tokens.classify(entry, "effect", action.get("effect"));
    Tokens.classify(entry, "environment", action.get("environment"));
    if (Boolean.TRUE.equals(action.get("breakGlass"))) {
      entry.classified("breakGlass", "true");
    }
    Tokens.digest(entry, "supersedes", action.get("supersedes"));
    if (action.get("input") instanceof Map<?, ?> input) {
      Tokens.digest(entry, "input", input.get("sha256"));
      Tokens.digest(entry, "source", input.get("sourceSha256"));
      Tokens.digest(entry, "maskingPlan", input.get("maskingPlan"));
      Tokens.count(entry, "rows", input.get("rows"));
      Tokens.count(entry, "bytes", input.get("bytes"));
    }
    return entry;
  }

  /** What is stored of an action in clear is what the action says. */
  private static void requireSame(Map<String, Object> outline, Map<String, Object> action) {
    outline.forEach(
        (name, value) -> {
          Object said = action.get(name);
          boolean same =
              value instanceof Map<?, ?> part && said instanceof Map<?, ?> whole
                  ? whole.entrySet().containsAll(part.entrySet())
                  : value.equals(said) || (value.equals(Map.of()) && said == null);
          if (!same) {
            throw new IllegalStateException("The outline says another " + name + ".");
          }
        });
  }

  /** In one order everywhere, so that two transactions never wait for each other's people. */
  private static Map<String, String> authors(Map<String, Object> action) {
    Map<String, String> authors = new TreeMap<>();
    for (String role : new String[] {"requestedBy", "onBehalfOf", "modifiedBy"}) {
      Optional.ofNullable(action.get(role))
          .ifPresent(person -> authors.put(role, String.valueOf(person)));
    }
    return authors;
  }

  /** Names the version of the policy that ruled, where it is known what was in it. */
  private static EntryBuilder ruled(Row row, Draft draft) {
    EntryBuilder entry = ruledWithoutPolicy(row, draft);
    Map<String, Object> ruling = CanonicalJson.read(row.text("content"));
    if (ruling.get("digest") instanceof String digest
        && ruling.get("version") instanceof Number version
        && version.longValue() > 0) {
      entry.policy(
          new PinnedVersion(
              String.valueOf(ruling.get("decisionId")), version.longValue(), new Digest(digest)));
      entry.subject("decision", String.valueOf(ruling.get("key")));
    }
    return entry;
  }

  private static EntryBuilder ruledWithoutPolicy(Row row, Draft draft) {
    String content = row.text("content");
    Map<String, Object> ruling = CanonicalJson.read(content);
    EntryBuilder entry =
        draft
            .begin(RULED.name(), row.time("ruled_at"))
            .action(row.text("action_id"))
            .digest("inputs", draft.digest("inputs", row.optional("inputs")))
            .digest("ruling", digest(content));
    Tokens.classify(entry, "ruling", ruling.get("kind"));
    Tokens.classify(entry, "table", ruling.get("decisionId"));
    Tokens.count(entry, "version", ruling.get("version"));
    return entry;
  }

  private static EntryBuilder ended(Row row, Draft draft) {
    EntryBuilder entry =
        draft.begin(ENDED.name(), row.time("recorded_at")).action(row.text("action_id"));
    Tokens.classify(entry, "outcome", row.text("outcome"));
    row.optional("error_code").ifPresent(code -> Tokens.classify(entry, "error", code));
    return entry;
  }

  private static Digest digest(String text) {
    return new Digest(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
