package io.countersign.lineage.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What belongs to a few actions: the nodes around each of them, the instances that they ran in, and
 * the instances that these called.
 */
final class PartOfGraph implements OcelSource {

  /** How many nodes around one action. */
  private static final int MOST = 200;

  private final SequencedMap<Long, Node> nodes = new TreeMap<>();
  private final SequencedMap<Long, String> instances = new TreeMap<>();
  private final List<Long> roots;
  private final ProcessHistory history;

  PartOfGraph(List<UUID> actions, LineageGraph graph, GraphRows rows, ProcessHistory history) {
    this.history = history;
    List<String> keys = actions.stream().map(id -> "action:" + id).toList();
    for (String key : keys) {
      List<String> around =
          graph.around(List.of(key), Direction.BOTH, MOST).nodes().stream().map(Node::key).toList();
      rows.byKeys(around).forEach(found -> nodes.put(found.id(), found.node()));
    }
    this.roots =
        nodes.values().stream()
            .filter(node -> keys.contains(node.key()))
            .flatMap(node -> node.text("processInstance").stream())
            .map(Long::valueOf)
            .distinct()
            .sorted()
            .toList();
    roots.forEach(
        root ->
            history
                .ofInstance(root)
                .forEach(
                    record ->
                        instances.merge(
                            record.processInstanceKey(),
                            record.processId().orElse(""),
                            PartOfGraph::known)));
  }

  private static String known(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  @Override
  public Stream<Numbered> nodes() {
    return nodes.entrySet().stream().map(node -> new Numbered(node.getKey(), node.getValue()));
  }

  @Override
  public boolean has(long node) {
    return nodes.containsKey(node);
  }

  @Override
  public boolean hasInstance(long key) {
    return instances.containsKey(key);
  }

  @Override
  public void instances(HistoryInstances.Taker taker) {
    for (Map.Entry<Long, String> instance : instances.entrySet()) {
      taker.take(instance.getKey(), instance.getValue());
    }
  }

  @Override
  public void records(Consumer<HistoryRecord> taker) {
    roots.stream().flatMap(root -> history.ofInstance(root).stream()).distinct().forEach(taker);
  }
}
