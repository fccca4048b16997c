package io.countersign.lineage.internal;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Walks along the graph, in the database. Each node is taken once, so circles end; the walk stops
 * once it has found as much as was asked for.
 */
@Component
class Walks {

  private static final String UP =
      """
      with recursive walk(id) as (
        select unnest(cast(:start as bigint[]))
        union
        select e.from_id from walk w join lineage_edge e on e.to_id = w.id
          and e.kind in ('MASKED_BY', 'READ', 'WROTE'))
      select id from walk limit :most
      """;

  private static final String DOWN =
      """
      with recursive walk(id) as (
        select unnest(cast(:start as bigint[]))
        union
        select e.to_id from walk w join lineage_edge e on e.from_id = w.id
          and e.kind in ('MASKED_BY', 'READ', 'WROTE'))
      select id from walk limit :most
      """;

  /**
   * From a copy the walk goes on where its content was masked again, not to other uses of the same
   * content, which have grounds of their own.
   */
  private static final String CONSEQUENCES =
      """
      with recursive walk(id, via) as (
        select unnest(cast(:start as bigint[])), cast('START' as text)
        union
        select e.to_id, case when e.kind = 'HOLDS' then 'HOLDS' else 'OTHER' end
        from walk w join lineage_edge e on e.from_id = w.id
          and e.kind in ('DECIDED', 'REVIEWED_IN', 'DONE_BY', 'ALLOWED', 'WROTE', 'HOLDS', 'MASKED_BY', 'READ')
          and not (w.via = 'HOLDS' and e.kind <> 'MASKED_BY')
        where e.kind <> 'MASKED_BY' or w.via = 'OTHER' or exists (
          select from lineage_node run join lineage_edge copied on copied.to_id = w.id and copied.kind = 'HOLDS'
          where run.id = e.to_id and (run.at is null or copied.at is null or run.at >= copied.at)))
      select distinct id from (select id from walk limit :most) found
      """;

  private static final String COLUMNS_DOWN =
      """
      with recursive walk(revision, position) as (
        select cast(:revision as bigint), cast(:position as integer)
        union
        select e.to_revision, e.to_position from walk w join lineage_column_edge e
          on e.from_revision = w.revision and e.from_position = w.position and not e.clears)
      select revision, position from walk limit :most
      """;

  private final JdbcClient jdbc;

  Walks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A column of a revision, by number. */
  record Place(long revision, int position) {}

  List<Long> up(Collection<Long> start, int most) {
    return walk(UP, start, most);
  }

  List<Long> down(Collection<Long> start, int most) {
    return walk(DOWN, start, most);
  }

  List<Long> consequences(Collection<Long> start, int most) {
    return walk(CONSEQUENCES, start, most);
  }

  /** Where something of a column went that no recorded masking cleared, the column itself first. */
  List<Place> columnsDown(long revision, int position, int most) {
    return jdbc.sql(COLUMNS_DOWN)
        .param("revision", revision)
        .param("position", position)
        .param("most", most)
        .query((row, n) -> new Place(row.getLong("revision"), row.getInt("position")))
        .list();
  }

  private List<Long> walk(String sql, Collection<Long> start, int most) {
    return start.isEmpty()
        ? List.of()
        : jdbc.sql(sql)
            .param("start", GraphRows.numbers(start))
            .param("most", most)
            .query(Long.class)
            .list();
  }
}
