package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a part of the graph should be, before it is written. Its order is always the same. */
final class Draft {

  private static final Comparator<Step> ORDER =
      Comparator.comparing(Step::from).thenComparing(Step::kind).thenComparing(Step::to);

  private final Map<String, Node> nodes = new TreeMap<>();
  private final Map<String, Node> mentions = new TreeMap<>();
  private final Map<Step, Optional<Instant>> edges = new TreeMap<>(ORDER);
  private final List<Column> columns = new ArrayList<>();
  private final List<ColumnStep> columnSteps = new ArrayList<>();
  private final Set<Phase> phases = new TreeSet<>();

  /** A step without its time. */
  record Step(String from, Edge.Kind kind, String to) {}

  /** A column of a revision. */
  record Column(String revision, int position, String dataClass, String name) {}

  /** A column that was made from another. */
  record ColumnStep(
      String from, int position, String to, String plan, String treatment, boolean recorded) {}

  /** The beginning or end of a run. */
  record Phase(String run, boolean end) implements Comparable<Phase> {

    @Override
    public int compareTo(Phase other) {
      int byRun = run.compareTo(other.run);
      return byRun == 0 ? Boolean.compare(end, other.end) : byRun;
    }
  }

  String node(
      String key, Node.Kind kind, String name, @Nullable Instant at, Map<String, Object> facts) {
    nodes.put(key, new Node(key, kind, name, Optional.ofNullable(at), facts));
    return key;
  }

  /** A node of which only its being there is known here; what others know of it stays. */
  String mention(String key, Node.Kind kind, String name) {
    mentions.put(key, new Node(key, kind, name, Optional.empty(), Map.of()));
    return key;
  }

  void edge(String from, Edge.Kind kind, String to, @Nullable Instant at) {
    edges.put(new Step(from, kind, to), Optional.ofNullable(at));
  }

  void edge(String from, Edge.Kind kind, String to) {
    edge(from, kind, to, null);
  }

  void column(Column column) {
    columns.add(column);
  }

  void columnStep(ColumnStep step) {
    columnSteps.add(step);
  }

  void began(String run) {
    phases.add(new Phase(run, false));
  }

  void ended(String run) {
    phases.add(new Phase(run, true));
  }

  Map<String, Node> nodes() {
    return nodes;
  }

  Map<String, Node> mentions() {
    return mentions;
  }

  Map<Step, Optional<Instant>> edges() {
    return edges;
  }

  List<Column> columns() {
    return columns;
  }

  List<ColumnStep> columnSteps() {
    return columnSteps;
  }

  Set<Phase> phases() {
    return phases;
  }
}
