package io.countersign.record.internal;

import io.countersign.ledger.entry.Digest;
import io.countersign.ledger.entry.EntryBuilder;
import io.countersign.ledger.entry.PinnedVersion;
import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Map;

/** Which policies and models are in force, file by file. */
final class PolicyFacts {

  static final Fact IN_FORCE =
      new Fact(
          "policy.in-force",
          """
          select v.id, v.number, v.pinned_at, a.id as action_id, a.digest as action_digest,
            (select cast(json_build_object('files', json_agg(json_build_object(
                 'resource', m.resource, 'kind', m.kind, 'digest', m.digest,
                 'version', m.engine_version) order by m.resource)) as text)
             from policy_member m where m.policy_version = v.number) as members
          from policy_version v left join sealed_action a on a.digest = v.action_digest
          where v.id = :key
          """,
          PolicyFacts::inForce);

  private PolicyFacts() {}

  private static EntryBuilder inForce(Row row, Draft draft) {
    String members = CanonicalJson.canonical(row.text("members"));
    EntryBuilder entry =
        draft
            .begin(IN_FORCE.name(), row.time("pinned_at"))
            .count("version", row.number("number"))
            .digest("set", new Digest(CanonicalJson.digest(members)));
    row.optional("action_id").ifPresent(entry::action);
    row.optional("action_digest").ifPresent(digest -> entry.digest("action", new Digest(digest)));
    if (CanonicalJson.read(members).get("files") instanceof List<?> files) {
      files.forEach(file -> add(entry, (Map<?, ?>) file));
    }
    return entry;
  }

  private static void add(EntryBuilder entry, Map<?, ?> file) {
    PinnedVersion version =
        new PinnedVersion(
            String.valueOf(file.get("resource")),
            Long.parseLong(String.valueOf(file.get("version"))),
            new Digest(String.valueOf(file.get("digest"))));
    if ("DECISION".equals(file.get("kind"))) {
      entry.policy(version);
    } else {
      entry.model(version);
    }
  }
}
