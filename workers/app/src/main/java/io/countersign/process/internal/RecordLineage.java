package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.LineageGraph.Direction;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.support.CanonicalJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Puts on record in a process where data came from, or where it went: the digest of the lineage as
 * it is now, and how much of it there is. The graph itself stays where it is.
 */
@Component
class RecordLineage implements JobTask {

  private static final String OF = "lineageOf";
  private static final String DIRECTION = "lineageDirection";

  private final LineageGraph graph;

  RecordLineage(LineageGraph graph) {
    this.graph = graph;
  }

  @Override
  public String type() {
    return JobTypes.LINEAGE_RECORD;
  }

  @Override
  public List<String> reads() {
    return List.of(OF, DIRECTION);
  }

  /**
   * Waits for what happened just now to be in the graph, but not for ever: see {@code upToDate}.
   */
  @Override
  public Map<String, Object> perform(ActivatedJob job) throws Exception {
    try {
      String of = Inputs.text(job, OF);
      Direction direction = direction(Vars.text(job, DIRECTION).orElse("up"));
      boolean upToDate = graph.pending() == 0;
      if (!upToDate && job.getRetries() > 1) {
        throw new IllegalStateException("The lineage of what happened just now is being drawn.");
      }
      List<String> start = graph.find(of).stream().map(Node::key).toList();
      if (start.isEmpty()) {
        throw new BusinessError(
            "LineageUnknown",
            "Lineage knows nothing called '" + of + "'. Name a dataset, a digest or an id.");
      }
      return Map.of("lineage", facts(graph.around(start, direction, LineageGraph.MOST), upToDate));
    } catch (Inputs.Unfit e) {
      throw new BusinessError("LineageInvalid", String.valueOf(e.getMessage()));
    }
  }

  private static Direction direction(String text) {
    try {
      return Direction.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Inputs.Unfit("'" + DIRECTION + "' is '" + text + "'; write up, down or both.", e);
    }
  }

  private static Map<String, Object> facts(Slice slice, boolean upToDate) {
    return Map.of(
        "digest", digest(slice),
        "nodes", slice.nodes().size(),
        "revisions", count(slice, Node.Kind.REVISION),
        "decisions", count(slice, Node.Kind.DECISION),
        "people", count(slice, Node.Kind.PERSON),
        "whole", !slice.truncated(),
        "upToDate", upToDate);
  }

  private static long count(Slice slice, Node.Kind kind) {
    return slice.nodes().stream().filter(node -> node.kind() == kind).count();
  }

  private static String digest(Slice slice) {
    return CanonicalJson.digest(
        CanonicalJson.of(
            Map.of(
                "nodes", slice.nodes().stream().map(Node::key).sorted().toList(),
                "edges", slice.edges().stream().map(RecordLineage::line).sorted().toList())));
  }

  private static String line(Edge edge) {
    return edge.from() + " " + edge.kind() + " " + edge.to();
  }
}
