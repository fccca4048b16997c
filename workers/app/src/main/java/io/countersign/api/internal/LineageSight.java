package io.countersign.api.internal;

import io.countersign.access.Caller;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.sight.Sight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Of a part of the graph, what a caller may know of. People see it all; an agent sees the actions
 * that it may know of and what hangs on them, nothing else.
 */
@Component
class LineageSight {

  private static final Set<Edge.Kind> OF_ACTION =
      Set.of(Edge.Kind.DONE_BY, Edge.Kind.REVIEWED_IN, Edge.Kind.PREPARED_BY);
  private static final Set<Edge.Kind> OF_RUN =
      Set.of(
          Edge.Kind.READ,
          Edge.Kind.MASKED_BY,
          Edge.Kind.WROTE,
          Edge.Kind.DECIDED,
          Edge.Kind.GUIDED,
          Edge.Kind.CAST,
          Edge.Kind.ASKED,
          Edge.Kind.CHANGED,
          Edge.Kind.RULED);

  private final Sight sight;

  LineageSight(Sight sight) {
    this.sight = sight;
  }

  Slice of(Caller caller, Slice slice) {
    if (!caller.isAgent()) {
      return slice;
    }
    Map<String, Node.Kind> kinds = new HashMap<>();
    slice.nodes().forEach(node -> kinds.put(node.key(), node.kind()));
    Set<String> seen = new HashSet<>();
    for (Node node : slice.nodes()) {
      if (node.kind() == Node.Kind.ACTION && sight.knowsOf(caller, id(node))) {
        seen.add(node.key());
      }
    }
    for (Edge edge : slice.edges()) {
      if (OF_ACTION.contains(edge.kind()) && seen.contains(edge.from())) {
        seen.add(edge.to());
      }
    }
    hanging(slice.edges(), kinds, seen);
    return new Slice(
        slice.start().stream().filter(seen::contains).toList(),
        slice.nodes().stream().filter(node -> seen.contains(node.key())).toList(),
        slice.edges().stream()
            .filter(edge -> seen.contains(edge.from()) && seen.contains(edge.to()))
            .toList(),
        slice.truncated());
  }

  /** What hangs on the runs and actions that are seen; people hang on decisions: two steps. */
  private static void hanging(List<Edge> edges, Map<String, Node.Kind> kinds, Set<String> seen) {
    for (int step = 0; step < 2; step++) {
      Set<String> more = new HashSet<>();
      for (Edge edge : edges) {
        if (!OF_RUN.contains(edge.kind())) {
          continue;
        }
        if (seen.contains(edge.to()) && isLeaf(kinds.get(edge.from()))) {
          more.add(edge.from());
        }
        if (seen.contains(edge.from()) && isLeaf(kinds.get(edge.to()))) {
          more.add(edge.to());
        }
      }
      seen.addAll(more);
    }
  }

  private static boolean isLeaf(Node.@Nullable Kind kind) {
    return kind != null && kind != Node.Kind.RUN && kind != Node.Kind.ACTION;
  }

  private static UUID id(Node action) {
    return UUID.fromString(action.key().substring("action:".length()));
  }
}
