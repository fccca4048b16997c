package io.countersign.lineage.internal;

import io.countersign.actions.Payloads;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.support.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads nodes and edges; each query goes by an index. */
@Component
class GraphRows {

  private final JdbcClient jdbc;
  private final Payloads payloads;

  GraphRows(JdbcClient jdbc, Payloads payloads) {
    this.payloads = payloads;
    this.jdbc = jdbc;
  }

  /** A node and its number in the database. */
  record Numbered(long id, Node node) {}

  /** An edge between numbered nodes. */
  record Link(long from, Edge.Kind kind, long to, Optional<Instant> at) {}

  Optional<Numbered> byKey(String key) {
    return jdbc.sql("select id, key, kind, name, at, facts from lineage_node where key = ?")
        .param(key)
        .query((row, n) -> numbered(row))
        .optional();
  }

  List<Numbered> byKeys(Collection<String> keys) {
    return keys.stream().flatMap(key -> byKey(key).stream()).toList();
  }

  /** The newest revisions of a dataset. */
  List<Numbered> revisions(String dataset, int most) {
    return jdbc.sql(
            """
            select id, key, kind, name, at, facts from lineage_node
            where kind = 'REVISION' and name = ? order by at desc, id desc limit ?
            """)
        .params(dataset, most)
        .query((row, n) -> numbered(row))
        .list();
  }

  Map<Long, Node> nodes(Collection<Long> ids) {
    Map<Long, Node> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql("select id, key, kind, name, at, facts from lineage_node where id = any(?)")
          .param(numbers(ids))
          .query((row, n) -> numbered(row))
          .list()
          .forEach(numbered -> found.put(numbered.id(), numbered.node()));
    }
    return found;
  }

  List<Link> out(Collection<Long> from, Collection<Edge.Kind> kinds, int most) {
    return links(
        """
        select from_id, kind, to_id, at from lineage_edge
        where from_id = any(?) and kind = any(?) order by from_id, kind, to_id limit ?
        """,
        from,
        kinds,
        most);
  }

  List<Link> in(Collection<Long> to, Collection<Edge.Kind> kinds, int most) {
    return links(
        """
        select from_id, kind, to_id, at from lineage_edge
        where to_id = any(?) and kind = any(?) order by to_id, kind, from_id limit ?
        """,
        to,
        kinds,
        most);
  }

  private List<Link> links(
      String sql, Collection<Long> ids, Collection<Edge.Kind> kinds, int most) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(sql)
        .param(numbers(ids))
        .param(kinds.stream().map(Enum::name).toArray(String[]::new))
        .param(most)
        .query((row, n) -> link(row))
        .list();
  }

  /** The edges of these links, without those of which an end is not among the nodes. */
  static List<Edge> edges(Collection<Link> links, Map<Long, Node> nodes) {
    List<Edge> edges = new ArrayList<>();
    for (Link link : links) {
      Node from = nodes.get(link.from());
      Node to = nodes.get(link.to());
      if (from != null && to != null) {
        edges.add(new Edge(from.key(), link.kind(), to.key(), link.at()));
      }
    }
    return edges;
  }

  static Long[] numbers(Collection<Long> ids) {
    return ids.toArray(Long[]::new);
  }

  Numbered numbered(ResultSet row) throws SQLException {
    return new Numbered(
        row.getLong("id"),
        new Node(
            row.getString("key"),
            Node.Kind.valueOf(row.getString("kind")),
            row.getString("name"),
            time(row),
            readable(CanonicalJson.read(row.getString("facts")))));
  }

  /** The graph holds people's words as they are stored elsewhere: sealed. */
  private Map<String, Object> readable(Map<String, Object> facts) {
    Map<String, Object> readable = new HashMap<>(facts);
    readable.replaceAll(
        (name, value) ->
            value instanceof String text && Payloads.isSealed(text) ? words(name, text) : value);
    return readable;
  }

  /** The reason of an action is sealed with all of it. */
  private Object words(String name, String sealed) {
    try {
      String said = payloads.show(sealed);
      return sealed.contains(":canonical:") && !said.equals(Payloads.ERASED)
          ? String.valueOf(CanonicalJson.read(said).get(name))
          : said;
    } catch (RuntimeException damaged) {
      return "[unreadable]";
    }
  }

  static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getLong("from_id"),
        Edge.Kind.valueOf(row.getString("kind")),
        row.getLong("to_id"),
        time(row));
  }

  private static Optional<Instant> time(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getTimestamp("at")).map(Timestamp::toInstant);
  }
}
