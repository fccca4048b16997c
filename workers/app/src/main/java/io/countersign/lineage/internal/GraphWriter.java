package io.countersign.lineage.internal;

import io.countersign.lineage.Node;
import io.countersign.support.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes drafts into the graph; writing the same again changes nothing. */
@Component
class GraphWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;

  GraphWriter(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void write(Draft draft) {
    mentions(draft);
    nodes(draft);
    edges(draft);
    columns(draft);
    columnSteps(draft);
  }

  private void mentions(Draft draft) {
    run(
        """
        insert into lineage_node (key, kind, name, facts)
        select key, kind, name, facts from jsonb_to_recordset(cast(:rows as jsonb))
          as r(key text, kind text, name text, facts text)
        on conflict (key) do nothing
        """,
        rows(draft.mentions().values()));
  }

  private void nodes(Draft draft) {
    run(
        """
        insert into lineage_node (key, kind, name, at, facts)
        select key, kind, name, at, facts from jsonb_to_recordset(cast(:rows as jsonb))
          as r(key text, kind text, name text, at timestamptz, facts text)
        on conflict (key) do update
          set kind = excluded.kind, name = excluded.name, at = excluded.at, facts = excluded.facts
          where (lineage_node.kind, lineage_node.name, lineage_node.at, lineage_node.facts)
            is distinct from (excluded.kind, excluded.name, excluded.at, excluded.facts)
        """,
        rows(draft.nodes().values()));
  }

  private static List<Map<String, Object>> rows(Collection<Node> nodes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    nodes.forEach(
        node -> {
          Map<String, Object> row = new HashMap<>();
          row.put("key", storable(node.key()));
          row.put("kind", node.kind().name());
          row.put("name", storable(node.name()));
          row.put("facts", CanonicalJson.of(node.facts()));
          put(row, node.at());
          rows.add(row);
        });
    return rows;
  }

  private void edges(Draft draft) {
    List<Map<String, Object>> rows = new ArrayList<>();
    draft
        .edges()
        .forEach(
            (step, at) -> {
              Map<String, Object> row = new HashMap<>();
              row.put("a", storable(step.from()));
              row.put("kind", step.kind().name());
              row.put("b", storable(step.to()));
              put(row, at);
              rows.add(row);
            });
    run(
        """
        insert into lineage_edge (from_id, kind, to_id, at)
        select f.id, r.kind, t.id, r.at from jsonb_to_recordset(cast(:rows as jsonb))
          as r(a text, kind text, b text, at timestamptz)
          join lineage_node f on f.key = r.a join lineage_node t on t.key = r.b
        order by f.id, r.kind, t.id
        on conflict (from_id, kind, to_id) do update set at = excluded.at
          where lineage_edge.at is distinct from excluded.at
        """,
        rows);
  }

  private void columns(Draft draft) {
    List<Map<String, Object>> rows = new ArrayList<>();
    draft
        .columns()
        .forEach(
            column ->
                rows.add(
                    Map.of(
                        "key", column.revision(),
                        "position", column.position(),
                        "class", column.dataClass(),
                        "name", storable(column.name()))));
    run(
        """
        insert into lineage_column (revision_id, position, class, name)
        select distinct on (n.id, r.position, r.class) n.id, r.position, r.class, r.name
        from jsonb_to_recordset(cast(:rows as jsonb))
          as r(key text, position integer, class text, name text)
          join lineage_node n on n.key = r.key
        order by n.id, r.position, r.class
        on conflict (revision_id, position, class) do nothing
        """,
        rows);
  }

  private void columnSteps(Draft draft) {
    List<Map<String, Object>> rows = new ArrayList<>();
    draft
        .columnSteps()
        .forEach(
            step ->
                rows.add(
                    Map.of(
                        "a", step.from(),
                        "position", step.position(),
                        "b", step.to(),
                        "plan", step.plan(),
                        "treatment", step.treatment(),
                        "masked", Treatments.masks(step.treatment()),
                        "clears", step.recorded() && Treatments.replaces(step.treatment()))));
    run(
        """
        insert into lineage_column_edge
          (from_revision, from_position, to_revision, to_position, plan, treatment, masked, clears)
        select f.id, r.position, t.id, r.position, r.plan, r.treatment, r.masked, r.clears
        from jsonb_to_recordset(cast(:rows as jsonb))
          as r(a text, position integer, b text, plan text, treatment text, masked boolean, clears boolean)
          join lineage_node f on f.key = r.a join lineage_node t on t.key = r.b
        order by f.id, t.id, r.position
        on conflict (from_revision, from_position, to_revision, to_position, plan) do update
          set treatment = excluded.treatment, masked = excluded.masked, clears = excluded.clears
        """,
        rows);
  }

  private void run(String sql, List<Map<String, Object>> rows) {
    if (!rows.isEmpty()) {
      jdbc.sql(sql).param("rows", JSON.writeValueAsString(rows)).update();
    }
  }

  private static void put(Map<String, Object> row, Optional<Instant> at) {
    at.ifPresent(moment -> row.put("at", moment.toString()));
  }

  /** PostgreSQL keeps no NUL. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
