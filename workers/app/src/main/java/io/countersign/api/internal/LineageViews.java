package io.countersign.api.internal;

import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.Deed;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.Sighting;
import io.countersign.lineage.Slice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lineage as JSON. */
final class LineageViews {

  private LineageViews() {}

  /**
   * @param records how many entries of the ledger there are of each action
   */
  static Map<String, Object> slice(Slice slice, Map<String, Long> records) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("start", slice.start());
    view.put(
        "nodes",
        slice.nodes().stream()
            .map(
                node -> {
                  Map<String, Object> one = node(node);
                  Long entries = records.get(node.key());
                  if (entries != null) {
                    one.put("ledgerEntries", entries);
                  }
                  return one;
                })
            .toList());
    view.put("edges", slice.edges().stream().map(LineageViews::edge).toList());
    view.put("truncated", slice.truncated());
    return view;
  }

  private static Map<String, Object> node(Node node) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("key", node.key());
    view.put("kind", node.kind().name());
    view.put("name", node.name());
    node.at().ifPresent(at -> view.put("at", at.toString()));
    view.put("facts", node.facts());
    return view;
  }

  private static Map<String, Object> edge(Edge edge) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("from", edge.from());
    view.put("kind", edge.kind().name());
    view.put("to", edge.to());
    edge.at().ifPresent(at -> view.put("at", at.toString()));
    return view;
  }

  static Map<String, Object> column(ColumnTrace trace) {
    return Map.of(
        "revision", trace.revision(),
        "position", trace.position(),
        "name", trace.name(),
        "tags", trace.tags().stream().sorted().toList(),
        "sources", trace.sources());
  }

  static Map<String, Object> sighting(Sighting sighting) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("who", sighting.who());
    view.put("how", sighting.how());
    view.put("what", sighting.what());
    view.put("through", sighting.through());
    sighting.at().ifPresent(at -> view.put("at", at.toString()));
    return view;
  }

  static Map<String, Object> deed(Deed deed) {
    return Map.of("at", deed.at().toString(), "how", deed.how().name(), "node", node(deed.node()));
  }
}
