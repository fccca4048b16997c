package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All edges of a kind, page by page. */
@Component
class EdgePages {

  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;

  EdgePages(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where an edge stands in the order of pages. */
  private record Placed(long from, long to, Edge edge) {}

  void each(Edge.Kind kind, Consumer<Edge> taker) {
    List<Placed> page = after(kind, Long.MIN_VALUE, Long.MIN_VALUE);
    while (!page.isEmpty()) {
      page.forEach(placed -> taker.accept(placed.edge()));
      page = after(kind, page.getLast().from(), page.getLast().to());
    }
  }

  private List<Placed> after(Edge.Kind kind, long from, long to) {
    return jdbc.sql(
            """
            select e.from_id, e.to_id, e.at, f.key as from_key, t.key as to_key
            from lineage_edge e
            join lineage_node f on f.id = e.from_id
            join lineage_node t on t.id = e.to_id
            where e.kind = ? and (e.from_id, e.to_id) > (?, ?)
            order by e.from_id, e.to_id limit ?
            """)
        .params(kind.name(), from, to, PAGE)
        .query((row, n) -> placed(kind, row))
        .list();
  }

  private static Placed placed(Edge.Kind kind, ResultSet row) throws SQLException {
    return new Placed(
        row.getLong("from_id"),
        row.getLong("to_id"),
        new Edge(
            row.getString("from_key"),
            kind,
            row.getString("to_key"),
            Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant)));
  }
}
