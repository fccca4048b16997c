package io.countersign.lineage.internal;

import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.Deed;
import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.Node;
import io.countersign.lineage.Sighting;
import io.countersign.lineage.Slice;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredGraph implements LineageGraph {

  private static final int REVISIONS = 20;
  private static final List<String> PREFIXES =
      List.of("", "revision:", "action:", "decision:", "agent:", "person:");
  private static final Set<Edge.Kind> FLOW =
      Set.of(Edge.Kind.MASKED_BY, Edge.Kind.READ, Edge.Kind.WROTE);
  private static final Set<Edge.Kind> GROUNDS =
      Set.of(
          Edge.Kind.ALLOWED,
          Edge.Kind.DECIDED,
          Edge.Kind.CAST,
          Edge.Kind.DONE_BY,
          Edge.Kind.REVIEWED_IN,
          Edge.Kind.PREPARED_BY,
          Edge.Kind.ASKED,
          Edge.Kind.CHANGED,
          Edge.Kind.RULED,
          Edge.Kind.GUIDED);

  private final GraphRows rows;
  private final Walks walks;
  private final Columns columns;
  private final Pending pending;
  private final JdbcClient jdbc;

  StoredGraph(GraphRows rows, Walks walks, Columns columns, Pending pending, JdbcClient jdbc) {
    this.rows = rows;
    this.walks = walks;
    this.columns = columns;
    this.pending = pending;
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Node> find(String name) {
    List<Numbered> revisions = rows.revisions(name, REVISIONS);
    if (!revisions.isEmpty()) {
      return revisions.stream().map(Numbered::node).toList();
    }
    return PREFIXES.stream()
        .flatMap(prefix -> rows.byKey(prefix + name).stream())
        .map(Numbered::node)
        .limit(1)
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Node> node(String key) {
    return rows.byKey(key).map(Numbered::node);
  }

  @Override
  @Transactional(readOnly = true)
  public Slice around(List<String> keys, Direction direction, int most) {
    int limit = limit(most);
    List<Long> start = entries(keys);
    Set<Long> reached = new LinkedHashSet<>(start);
    if (direction != Direction.DOWN) {
      reached.addAll(walks.up(start, limit + 1));
    }
    if (direction != Direction.UP) {
      reached.addAll(walks.down(start, limit + 1));
    }
    return slice(keys, reached, limit);
  }

  /** An action stands for its runs. */
  private List<Long> entries(List<String> keys) {
    List<Long> entries = new ArrayList<>();
    for (Numbered start : rows.byKeys(keys)) {
      entries.add(start.id());
      if (start.node().kind() == Node.Kind.ACTION) {
        rows.out(
                List.of(start.id()),
                Set.of(Edge.Kind.DONE_BY, Edge.Kind.REVIEWED_IN, Edge.Kind.PREPARED_BY),
                MOST)
            .forEach(link -> entries.add(link.to()));
      }
      if (start.node().kind() == Node.Kind.DATASET) {
        rows.revisions(start.node().name(), REVISIONS)
            .forEach(revision -> entries.add(revision.id()));
      }
    }
    return entries;
  }

  /** The nodes that data went through, and on what grounds: three steps from each run. */
  private Slice slice(List<String> keys, Set<Long> reached, int limit) {
    boolean truncated = reached.size() > limit;
    Set<Long> data = new LinkedHashSet<>(reached.stream().limit(limit).toList());
    Map<String, Link> links = new LinkedHashMap<>();
    add(links, rows.out(data, FLOW, 5 * limit));
    links.values().removeIf(link -> !data.contains(link.to()));
    Set<Long> all = new LinkedHashSet<>(data);
    Set<Long> last = data;
    for (int step = 0; step < 3 && !last.isEmpty(); step++) {
      List<Link> grounds = rows.in(last, GROUNDS, 5 * limit);
      add(links, grounds);
      Set<Long> next = new LinkedHashSet<>();
      for (Link link : grounds) {
        if (all.size() < 3 * limit && all.add(link.from())) {
          next.add(link.from());
        }
      }
      truncated |= all.size() >= 3 * limit;
      last = next;
    }
    return slice(keys, all, links.values(), truncated);
  }

  private Slice slice(
      List<String> keys, Collection<Long> ids, Collection<Link> links, boolean truncated) {
    Map<Long, Node> nodes = rows.nodes(ids);
    List<Edge> edges = GraphRows.edges(links, nodes);
    return new Slice(
        keys,
        nodes.values().stream().sorted(Comparator.comparing(Node::key)).toList(),
        edges.stream()
            .sorted(
                Comparator.comparing(Edge::from).thenComparing(Edge::kind).thenComparing(Edge::to))
            .toList(),
        truncated);
  }

  private static void add(Map<String, Link> links, List<Link> found) {
    found.forEach(link -> links.put(link.from() + " " + link.kind() + " " + link.to(), link));
  }

  @Override
  @Transactional(readOnly = true)
  public List<ColumnTrace> columns(String revisionKey) {
    return rows.byKey(revisionKey)
        .map(found -> columns.of(found.id(), found.node().text("sha256").orElse("")))
        .orElse(List.of());
  }

  @Override
  @Transactional(readOnly = true)
  public List<ColumnTrace> reachedBy(String revisionKey, String column) {
    Optional<Numbered> revision = rows.byKey(revisionKey);
    if (revision.isEmpty()) {
      return List.of();
    }
    Set<Walks.Place> places = new LinkedHashSet<>();
    columns(revisionKey).stream()
        .filter(candidate -> candidate.name().equals(column))
        .forEach(
            found -> places.addAll(walks.columnsDown(revision.get().id(), found.position(), MOST)));
    Map<Long, Node> nodes = rows.nodes(places.stream().map(Walks.Place::revision).toList());
    Map<Long, List<ColumnTrace>> known = new HashMap<>();
    return places.stream()
        .limit(MOST)
        .flatMap(
            place ->
                known
                    .computeIfAbsent(
                        place.revision(),
                        id ->
                            columns.of(
                                id,
                                Objects.requireNonNull(nodes.get(id)).text("sha256").orElse("")))
                    .stream()
                    .filter(trace -> trace.position() == place.position()))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Sighting> sightings(String revisionKey, int most) {
    return rows.byKey(revisionKey)
        .map(revision -> new Sightings(rows, revision, limit(most)).list())
        .orElse(List.of());
  }

  @Override
  @Transactional(readOnly = true)
  public List<Deed> deeds(String actorKey, Instant from, Instant to, int most) {
    return jdbc.sql(
            """
            select e.at as done, e.kind as how, n.id, n.key, n.kind, n.name, n.at, n.facts
            from lineage_edge e join lineage_node n on n.id = e.to_id
            where e.from_id = (select id from lineage_node where key = :actor)
              and e.kind in ('ASKED', 'CHANGED', 'CAST') and e.at >= :from and e.at < :to
            order by e.at limit :most
            """)
        .param("actor", actorKey)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .param("most", limit(most))
        .query(
            (row, n) ->
                new Deed(
                    row.getTimestamp("done").toInstant(),
                    Edge.Kind.valueOf(row.getString("how")),
                    rows.numbered(row).node()))
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public Slice affectedBy(String key, int most) {
    int limit = limit(most);
    List<Long> start = rows.byKeys(List.of(key)).stream().map(Numbered::id).toList();
    List<Long> reached = walks.consequences(start, limit + 1);
    boolean truncated = reached.size() > limit;
    Set<Long> ids = new LinkedHashSet<>(reached.stream().limit(limit).toList());
    Set<Edge.Kind> steps =
        Set.of(
            Edge.Kind.DECIDED,
            Edge.Kind.REVIEWED_IN,
            Edge.Kind.DONE_BY,
            Edge.Kind.ALLOWED,
            Edge.Kind.WROTE,
            Edge.Kind.HOLDS,
            Edge.Kind.MASKED_BY,
            Edge.Kind.READ);
    return slice(List.of(key), ids, rows.out(ids, steps, 5 * limit), truncated);
  }

  @Override
  @Transactional(readOnly = true)
  public Map<String, Long> onRecord(List<String> actionKeys) {
    Map<String, Long> entries = new HashMap<>();
    actionKeys.forEach(key -> entries.put(key, 0L));
    jdbc.sql(
            """
            select action_id, count(log_index) as published from ledger_intent
            where action_id = any(cast(? as uuid[])) group by action_id
            """)
        .param(
            actionKeys.stream()
                .map(key -> key.substring("action:".length()))
                .toArray(String[]::new))
        .query((row, n) -> entries.put("action:" + row.getString(1), row.getLong(2)))
        .list();
    return entries;
  }

  @Override
  @Transactional(readOnly = true)
  public long pending() {
    return pending.size();
  }

  @Override
  @Transactional
  public void rebuild() {
    jdbc.sql("delete from lineage_node").update();
    pending.addEverything();
  }

  private static int limit(int most) {
    return Math.max(1, Math.min(most, MOST));
  }
}
