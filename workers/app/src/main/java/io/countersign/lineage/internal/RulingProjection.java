package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What policy said, in which version, and which models were in force with it. */
@Component
class RulingProjection {

  private final JdbcClient jdbc;

  RulingProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Drafts the policy that ruled on an action, and notes the ruling among the action's facts. */
  void draft(Draft draft, UUID action, Map<String, Object> actionFacts) {
    Fields.of(
            jdbc.sql("select content, ruled_at from ruling where action_id = ?")
                .param(action)
                .query()
                .listOfRows())
        .forEach(row -> ruling(draft, action, row, actionFacts));
  }

  private void ruling(Draft draft, UUID action, Fields row, Map<String, Object> actionFacts) {
    Map<String, Object> ruling = row.json("content");
    Instant at = row.time("ruled_at");
    copy(ruling, actionFacts, "kind", "ruling");
    copy(ruling, actionFacts, "rules", "rules");
    copy(ruling, actionFacts, "why", "why");
    String decision = String.valueOf(ruling.getOrDefault("decisionId", "unknown"));
    Object version = ruling.getOrDefault("digest", "version-" + ruling.get("version"));
    Map<String, Object> facts = new HashMap<>();
    copy(ruling, facts, "version", "version");
    copy(ruling, facts, "digest", "digest");
    String policy =
        draft.node("policy:" + decision + "@" + version, Node.Kind.POLICY, decision, null, facts);
    draft.edge(policy, Edge.Kind.RULED, Keys.action(action), at);
    governed(draft, action, at);
  }

  private void governed(Draft draft, UUID action, @Nullable Instant ruledAt) {
    if (ruledAt == null) {
      return;
    }
    Optional<Fields> version =
        Fields.of(
                jdbc.sql(
                        """
                        select number, pinned_at from policy_version
                        where pinned_at <= ? order by number desc limit 1
                        """)
                    .param(ruledAt.atOffset(ZoneOffset.UTC))
                    .query()
                    .listOfRows())
            .stream()
            .findFirst();
    version.ifPresent(
        row -> {
          int number = Integer.parseInt(row.text("number"));
          String set =
              draft.node(
                  Keys.policySet(number),
                  Node.Kind.POLICY_SET,
                  "policies and models, set " + number,
                  row.time("pinned_at"),
                  Map.of("number", number));
          draft.edge(set, Edge.Kind.GOVERNED, Keys.action(action), ruledAt);
          members(number).forEach(member -> member(draft, set, member));
        });
  }

  private List<Fields> members(int number) {
    return Fields.of(
        jdbc.sql(
                """
                select resource, kind, digest, engine_version from policy_member
                where policy_version = ? order by resource
                """)
            .param(number)
            .query()
            .listOfRows());
  }

  private static void member(Draft draft, String set, Fields row) {
    Map<String, Object> facts = new HashMap<>();
    row.copy(facts, "kind", "digest", "engine_version");
    String resource = row.text("resource");
    String model =
        draft.node(
            "model:" + resource + "@" + row.text("digest") + "#" + row.text("engine_version"),
            Node.Kind.MODEL,
            resource,
            null,
            facts);
    draft.edge(model, Edge.Kind.PART_OF, set);
  }

  private static void copy(
      Map<String, Object> from, Map<String, Object> to, String name, String as) {
    Object value = from.get(name);
    if (value != null) {
      to.put(as, value);
    }
  }
}
