package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.DataProjection.Prepared;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an action did: its run, and what it left behind. */
@Component
class EffectProjection {

  private final JdbcClient jdbc;

  EffectProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void draft(Draft draft, UUID action, Prepared prepared, Map<String, Object> request) {
    Fields.of(
            jdbc.sql(
                    """
                    select id, state, started_at, ended_at, fault_code, ends_at, reverted_at
                    from execution where action_id = ?
                    """)
                .param(action)
                .query()
                .listOfRows())
        .forEach(row -> run(draft, action, row, prepared, request));
  }

  private static void run(
      Draft draft, UUID action, Fields row, Prepared prepared, Map<String, Object> request) {
    String effect = String.valueOf(request.getOrDefault("effect", "effect"));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", "effect");
    facts.put(
        "job",
        effect.equals("dataset.export") ? "export-dataset.export" : "perform-action." + effect);
    row.copy(facts, "state");
    row.optional("fault_code").ifPresent(code -> facts.put("fault", code));
    time(row, "ends_at", facts, "endsAt");
    time(row, "reverted_at", facts, "revertedAt");
    Instant began = row.time("started_at");
    Instant ended = row.time("ended_at");
    Times.put(facts, began, ended);
    UUID id = row.id("id");
    String key = draft.node(Keys.effect(id), Node.Kind.RUN, effect, began, facts);
    draft.began(key);
    boolean settled = ended != null && !row.text("state").equals("UNKNOWN");
    if (settled) {
      draft.ended(key);
    }
    draft.edge(Keys.action(action), Edge.Kind.DONE_BY, key, began);
    prepared.masked().ifPresent(sha -> draft.edge(Keys.revision(sha), Edge.Kind.READ, key, began));
    if (row.text("state").equals("DONE")) {
      copy(draft, id, key, ended, prepared, request);
    }
  }

  private static void copy(
      Draft draft,
      UUID execution,
      String run,
      @Nullable Instant at,
      Prepared prepared,
      Map<String, Object> request) {
    Map<String, Object> facts = new HashMap<>();
    Map<String, Object> target = new TreeMap<>();
    if (request.get("target") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> target.put(String.valueOf(name), value));
    }
    facts.put("target", target);
    if (request.get("traits") instanceof Map<?, ?> traits && traits.get("trust") != null) {
      facts.put("trust", String.valueOf(traits.get("trust")));
    }
    prepared.masked().ifPresent(sha -> facts.put("sha256", sha));
    String key = draft.node(Keys.copy(execution), Node.Kind.COPY, place(target), at, facts);
    draft.edge(run, Edge.Kind.WROTE, key, at);
    prepared.masked().ifPresent(sha -> draft.edge(key, Edge.Kind.HOLDS, Keys.revision(sha), at));
  }

  /** Where an effect landed, for people. */
  private static String place(Map<String, Object> target) {
    Object path = target.get("path");
    if (path != null && "files".equals(target.get("store"))) {
      return String.valueOf(path);
    }
    if (target.get("url") instanceof String url) {
      return url.replaceAll("\\?.*", "");
    }
    return target.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  private static void time(Fields row, String column, Map<String, Object> facts, String as) {
    Instant at = row.time(column);
    if (at != null) {
      facts.put(as, at.toString());
    }
  }
}
