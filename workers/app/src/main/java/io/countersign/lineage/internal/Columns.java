package io.countersign.lineage.internal;

import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.ColumnTrace.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Columns: what they were made from, and which classes of data may stand in them. */
@Component
class Columns {

  /** Against columns of more ancestors than anyone has. */
  private static final int MOST_TAGS = 10_000;

  private final JdbcClient jdbc;

  Columns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<ColumnTrace> of(long revision, String sha256) {
    Map<Integer, String> names = new TreeMap<>();
    jdbc.sql(
            "select position, max(name) as name from lineage_column where revision_id = ? group by position")
        .param(revision)
        .query(
            (row, n) -> {
              names.put(row.getInt("position"), row.getString("name"));
              return n;
            })
        .list();
    Map<Integer, Set<String>> tags = tags(revision);
    Map<Integer, List<Source>> sources = sources(revision);
    List<ColumnTrace> columns = new ArrayList<>();
    names.forEach(
        (position, name) ->
            columns.add(
                new ColumnTrace(
                    sha256,
                    position,
                    name,
                    tags.getOrDefault(position, Set.of()),
                    sources.getOrDefault(position, List.of()))));
    return columns;
  }

  private Map<Integer, Set<String>> tags(long revision) {
    Map<Integer, Set<String>> tags = new HashMap<>();
    jdbc.sql(
            """
            with recursive walk(root, revision, position) as (
              select distinct position, revision_id, position from lineage_column where revision_id = :revision
              union
              select w.root, e.from_revision, e.from_position from walk w join lineage_column_edge e
                on e.to_revision = w.revision and e.to_position = w.position and not e.clears)
            select distinct w.root, c.class from (select * from walk limit :most) w
              join lineage_column c on c.revision_id = w.revision and c.position = w.position
            where c.class <> 'NONE'
            """)
        .param("revision", revision)
        .param("most", MOST_TAGS)
        .query(
            (row, n) ->
                tags.computeIfAbsent(row.getInt("root"), root -> new TreeSet<>())
                    .add(row.getString("class")))
        .list();
    return tags;
  }

  private Map<Integer, List<Source>> sources(long revision) {
    Map<Integer, List<Source>> sources = new HashMap<>();
    jdbc.sql(
            """
            select e.to_position, e.from_position, e.plan, e.treatment, e.masked, e.clears, n.key,
              (select max(name) from lineage_column c
               where c.revision_id = e.from_revision and c.position = e.from_position) as name
            from lineage_column_edge e join lineage_node n on n.id = e.from_revision
            where e.to_revision = ? order by e.to_position, n.key, e.plan
            """)
        .param(revision)
        .query(
            (row, n) -> {
              String name = row.getString("name");
              return sources
                  .computeIfAbsent(row.getInt("to_position"), position -> new ArrayList<>())
                  .add(
                      new Source(
                          row.getString("key").substring("revision:".length()),
                          row.getInt("from_position"),
                          name == null ? "" : name,
                          row.getString("treatment"),
                          row.getBoolean("masked"),
                          row.getBoolean("clears"),
                          row.getString("plan")));
            })
        .list();
    return sources;
  }
}
