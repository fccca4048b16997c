package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.Draft.Column;
import io.countersign.lineage.internal.Draft.ColumnStep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Revisions, masking plans and masking runs, column by column. */
@Component
class DataProjection {

  private final JdbcClient jdbc;

  DataProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What was prepared for an action or a release, as far as it has come.
   *
   * @param source digest of the original
   * @param masked digest of what was made of it
   */
  record Prepared(
      String dataset, Optional<String> source, Optional<String> plan, Optional<String> masked) {}

  /**
   * @param action key of the action or release
   * @param at when that began
   */
  void draft(Draft draft, Prepared prepared, String action, @Nullable Instant at) {
    String dataset =
        draft.node(
            Keys.dataset(prepared.dataset()),
            Node.Kind.DATASET,
            prepared.dataset(),
            null,
            Map.of());
    prepared.source().ifPresent(sha -> revision(draft, dataset, prepared.dataset(), sha));
    prepared.masked().ifPresent(sha -> revision(draft, dataset, prepared.dataset(), sha));
    prepared.plan().ifPresent(plan -> plan(draft, prepared, plan));
    if (prepared.plan().isPresent()
        && prepared.source().isPresent()
        && prepared.masked().isPresent()) {
      draft.edge(action, Edge.Kind.PREPARED_BY, Keys.masking(prepared.plan().get()), at);
    }
  }

  private void revision(Draft draft, String dataset, String name, String sha256) {
    Optional<Fields> stored =
        one(
            """
            select dataset, stage, bytes, rows, registered_at from dataset_revision
            where sha256 = :key order by registered_at, id limit 1
            """,
            sha256);
    Map<String, Object> facts = new HashMap<>(Map.of("sha256", sha256));
    stored.ifPresent(row -> row.copy(facts, "stage", "bytes", "rows"));
    facts.put("recorded", stored.isPresent());
    Instant at = stored.isPresent() ? stored.get().time("registered_at") : null;
    String key =
        draft.node(
            Keys.revision(sha256),
            Node.Kind.REVISION,
            stored.map(row -> row.text("dataset")).orElse(name),
            at,
            facts);
    draft.edge(dataset, Edge.Kind.HAS, key);
  }

  private void plan(Draft draft, Prepared prepared, String digest) {
    Optional<Fields> stored =
        one(
            """
            select content, created_at from masking_plan where digest = :key
            order by created_at, id limit 1
            """,
            digest);
    Map<String, Object> content = stored.map(row -> row.json("content")).orElseGet(Map::of);
    Map<String, Object> facts = new HashMap<>(Map.of("digest", digest));
    facts.put("recorded", stored.isPresent());
    copy(content, facts, "detectorVersion", "tokenMac", "onLateIdentifier");
    Instant created = stored.isPresent() ? stored.get().time("created_at") : null;
    draft.node(Keys.plan(digest), Node.Kind.PLAN, "masking plan", created, facts);
    columns(draft, prepared.source(), content);
    if (prepared.source().isPresent() && prepared.masked().isPresent()) {
      run(draft, digest, prepared.source().get(), prepared.masked().get(), content);
    }
  }

  private void run(
      Draft draft, String plan, String source, String masked, Map<String, Object> content) {
    Optional<Fields> stored =
        one(
            """
            select masked_sha256, cells_masked, report, finished_at from masking_run
            where plan_digest = :key
            """,
            plan);
    boolean recorded = stored.map(row -> row.text("masked_sha256").equals(masked)).orElse(false);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", "masking");
    facts.put("job", "preprocess-dataset.mask");
    facts.put("plan", plan);
    facts.put("recorded", recorded);
    Instant began = null;
    if (recorded && stored.isPresent()) {
      Instant ended = stored.get().time("finished_at");
      began = began(ended, stored.get().json("report"));
      Times.put(facts, began, ended);
      facts.put("state", "COMPLETE");
      stored.get().copy(facts, "cells_masked");
    }
    String key = draft.node(Keys.masking(plan), Node.Kind.RUN, "mask dataset", began, facts);
    draft.edge(Keys.revision(source), Edge.Kind.MASKED_BY, key, began);
    draft.edge(Keys.plan(plan), Edge.Kind.GUIDED, key);
    draft.edge(key, Edge.Kind.WROTE, Keys.revision(masked));
    if (recorded) {
      draft.began(key);
      draft.ended(key);
    }
    steps(draft, plan, source, masked, content, recorded);
  }

  private static @Nullable Instant began(@Nullable Instant ended, Map<String, Object> report) {
    return ended != null && report.get("seconds") instanceof Number seconds
        ? ended.minus(Duration.ofMillis(Math.round(seconds.doubleValue() * 1_000)))
        : ended;
  }

  private static void columns(Draft draft, Optional<String> source, Map<String, Object> content) {
    for (Map<?, ?> column : listed(content)) {
      source.ifPresent(
          sha ->
              draft.column(
                  new Column(
                      Keys.revision(sha),
                      position(column),
                      String.valueOf(column.get("class")),
                      String.valueOf(column.get("name")))));
    }
  }

  private static void steps(
      Draft draft,
      String plan,
      String source,
      String masked,
      Map<String, Object> content,
      boolean recorded) {
    for (Map<?, ?> column : listed(content)) {
      String to = Keys.revision(masked);
      draft.column(new Column(to, position(column), "NONE", String.valueOf(column.get("name"))));
      draft.columnStep(
          new ColumnStep(
              Keys.revision(source),
              position(column),
              to,
              plan,
              String.valueOf(column.get("transform")),
              recorded));
    }
  }

  private static List<? extends Map<?, ?>> listed(Map<String, Object> content) {
    return content.get("columns") instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(item -> (Map<?, ?>) item)
            .filter(item -> item.get("index") instanceof Number)
            .toList()
        : List.of();
  }

  private static int position(Map<?, ?> column) {
    return column.get("index") instanceof Number number ? number.intValue() : -1;
  }

  private static void copy(Map<String, Object> from, Map<String, Object> to, String... names) {
    for (String name : names) {
      Object value = from.get(name);
      if (value != null) {
        to.put(name, value);
      }
    }
  }

  private Optional<Fields> one(String sql, String key) {
    return Fields.of(jdbc.sql(sql).param("key", key).query().listOfRows()).stream().findFirst();
  }
}
