package io.countersign.evidence.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The part of the lineage graph around one action, as plain JSON values. */
@Component
class ItemLineage {

  private static final int MOST = 200;

  private final LineageGraph graph;

  ItemLineage(LineageGraph graph) {
    this.graph = graph;
  }

  /** Empty where the graph does not know the action (yet). */
  Optional<Map<String, Object>> of(UUID action) {
    List<String> keys = graph.find(action.toString()).stream().map(Node::key).toList();
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(content(graph.around(keys, Direction.BOTH, MOST)));
  }

  private static Map<String, Object> content(Slice slice) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("start", slice.start());
    content.put("nodes", slice.nodes().stream().map(ItemLineage::node).toList());
    content.put("edges", slice.edges().stream().map(ItemLineage::edge).toList());
    content.put("truncated", slice.truncated());
    return content;
  }

  private static Map<String, Object> node(Node node) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("key", node.key());
    content.put("kind", node.kind().name());
    content.put("name", node.name());
    node.at().ifPresent(at -> content.put("at", at.toString()));
    content.put("facts", node.facts());
    return content;
  }

  private static Map<String, Object> edge(Edge edge) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("from", edge.from());
    content.put("kind", edge.kind().name());
    content.put("to", edge.to());
    edge.at().ifPresent(at -> content.put("at", at.toString()));
    return content;
  }
}
