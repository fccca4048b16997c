package io.countersign.lineage;

import java.util.List;

/**
 * A part of the graph.
 *
 * @param start keys of the nodes that were asked for
 * @param nodes all nodes of it, by key
 * @param edges all steps between them
 * @param truncated whether there is more than was allowed
 */
public record Slice(List<String> start, List<Node> nodes, List<Edge> edges, boolean truncated) {

  public Slice {
    start = List.copyOf(start);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}
