package io.countersign.channels.internal;

import io.countersign.identity.Person;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where data came from and where it went, in lines for a chat: names and steps, never data. */
@Component
class DatasetStories {

  private static final int NODES = 200;
  private static final int LINES = 20;

  private static final Set<Role> READERS =
      Set.of(Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR);

  private static final Map<Edge.Kind, String> STEPS =
      new EnumMap<>(
          Map.of(
              Edge.Kind.MASKED_BY, "was masked by",
              Edge.Kind.READ, "was read by",
              Edge.Kind.WROTE, "made",
              Edge.Kind.ASKED, "asked for",
              Edge.Kind.CAST, "made",
              Edge.Kind.DECIDED, "decided",
              Edge.Kind.ALLOWED, "allowed",
              Edge.Kind.DONE_BY, "was done by"));

  private final ObjectProvider<LineageGraph> graph;
  private final Roles roles;

  DatasetStories(ObjectProvider<LineageGraph> graph, Roles roles) {
    this.graph = graph;
    this.roles = roles;
  }

  /** What is known of a dataset, a revision or an action, oldest first; empty when nothing is. */
  List<String> of(String name, Person reader) {
    LineageGraph known = graph.getIfAvailable();
    if (known == null || roles.of(reader).stream().noneMatch(READERS::contains)) {
      return List.of();
    }
    List<String> start = known.find(name).stream().map(Node::key).toList();
    return start.isEmpty() ? List.of() : lines(known.around(start, Direction.BOTH, NODES));
  }

  private static List<String> lines(Slice slice) {
    Map<String, Node> nodes =
        slice.nodes().stream().collect(Collectors.toMap(Node::key, Function.identity()));
    List<String> steps =
        slice.edges().stream()
            .filter(edge -> STEPS.containsKey(edge.kind()))
            .filter(edge -> nodes.containsKey(edge.from()) && nodes.containsKey(edge.to()))
            .sorted(Comparator.comparing(edge -> edge.at().orElse(Instant.MIN)))
            .map(edge -> step(edge, nodes))
            .distinct()
            .toList();
    List<String> lines = new ArrayList<>(steps.subList(0, Math.min(LINES, steps.size())));
    if (steps.size() > LINES || slice.truncated()) {
      lines.add("and more: ./countersign lineage show NAME");
    }
    return lines;
  }

  private static String step(Edge edge, Map<String, Node> nodes) {
    return name(nodes, edge.from()) + " " + STEPS.get(edge.kind()) + " " + name(nodes, edge.to());
  }

  private static String name(Map<String, Node> nodes, String key) {
    return Optional.ofNullable(nodes.get(key))
        .map(node -> node.kind().name().toLowerCase(Locale.ROOT) + " " + node.name())
        .orElse(key);
  }
}
