package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import io.countersign.spi.lineage.LineageEvent.Phase;
import io.countersign.spi.lineage.LineageEvent.RunRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The beginnings and ends of runs, read from the graph. */
@Component
class RunEvents {

  private static final int MOST = 1_000;
  private static final Set<Edge.Kind> ACTION_OF =
      Set.of(Edge.Kind.DONE_BY, Edge.Kind.REVIEWED_IN, Edge.Kind.PREPARED_BY);

  private final GraphRows rows;
  private final RunDatasets datasets;
  private final RunApprovals approvals;

  RunEvents(GraphRows rows, RunDatasets datasets, RunApprovals approvals) {
    this.rows = rows;
    this.datasets = datasets;
    this.approvals = approvals;
  }

  /** The event; empty where the run has not come that far. */
  @Transactional(readOnly = true)
  public Optional<LineageEvent> of(String run, boolean end) {
    return rows.byKey(run).flatMap(found -> event(found, end));
  }

  /** Both events of a run, as far as they happened. */
  Stream<LineageEvent> all(Numbered run) {
    return Stream.of(false, true).flatMap(end -> event(run, end).stream());
  }

  private Optional<LineageEvent> event(Numbered run, boolean end) {
    Optional<Instant> began = run.node().text("startedAt").map(Instant::parse);
    Optional<Instant> at = end ? run.node().text("endedAt").map(Instant::parse) : began;
    if (began.isEmpty() || at.isEmpty() || (end && isUnsettled(run.node()))) {
      return Optional.empty();
    }
    Optional<Numbered> action = action(run);
    boolean isRoot = run.node().kind() == Node.Kind.ACTION;
    Optional<RunRef> root = isRoot ? Optional.empty() : action.flatMap(RunEvents::ref);
    return Optional.of(
        new LineageEvent(
            ref(run).orElseThrow(),
            end ? phase(run.node()) : Phase.START,
            at.get(),
            root,
            root,
            isRoot ? List.of() : datasets.inputs(run),
            isRoot || !end ? List.of() : outputs(run, action),
            approvals.of(run, action, end),
            action.map(this::describe).orElse(Map.of()),
            end ? run.node().text("fault") : Optional.empty()));
  }

  private static boolean isUnsettled(Node run) {
    return run.text("state").filter("UNKNOWN"::equals).isPresent();
  }

  /** The action that a run served first. */
  private Optional<Numbered> action(Numbered run) {
    if (run.node().kind() == Node.Kind.ACTION) {
      return Optional.of(run);
    }
    List<Link> links = rows.in(List.of(run.id()), ACTION_OF, MOST);
    Map<Long, Node> nodes = rows.nodes(links.stream().map(Link::from).toList());
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue().at().isPresent())
        .min(
            Comparator.<Map.Entry<Long, Node>, Instant>comparing(
                    entry -> entry.getValue().at().orElseThrow())
                .thenComparing(entry -> entry.getValue().key()))
        .map(entry -> new Numbered(entry.getKey(), entry.getValue()));
  }

  static Optional<RunRef> ref(Numbered run) {
    return run.node()
        .text("startedAt")
        .map(
            began ->
                new RunRef(
                    run.node().key(),
                    Instant.parse(began),
                    run.node().text("job").or(() -> run.node().text("process")).orElse("unknown")));
  }

  private static Phase phase(Node run) {
    return switch (run.text("state").orElse("")) {
      case "COMPLETE", "DONE", "done", "RELEASED", "APPROVED" -> Phase.COMPLETE;
      case "FAILED", "failed" -> Phase.FAIL;
      default -> Phase.ABORT;
    };
  }

  private List<DatasetRef> outputs(Numbered run, Optional<Numbered> action) {
    List<DatasetRef> outputs = new ArrayList<>(datasets.outputs(run));
    boolean approved =
        run.node().text("type").filter("review"::equals).isPresent()
            && run.node().text("state").filter("APPROVED"::equals).isPresent();
    if (approved) {
      action.map(found -> RunDatasets.release(found.node())).ifPresent(outputs::add);
    }
    return outputs;
  }

  private Map<String, String> describe(Numbered action) {
    Map<String, String> facts = new TreeMap<>();
    Node node = action.node();
    facts.put("id", node.key().substring("action:".length()));
    for (String fact : List.of("digest", "effect", "environment", "reason", "ruling")) {
      node.text(fact).ifPresent(value -> facts.put(fact, value));
    }
    node.text("processInstance").ifPresent(value -> facts.put("processInstanceKey", value));
    List<Link> asked =
        rows.in(List.of(action.id()), Set.of(Edge.Kind.ASKED, Edge.Kind.RULED), MOST);
    Map<Long, Node> nodes = rows.nodes(asked.stream().map(Link::from).toList());
    for (Link link : asked) {
      Node from = Objects.requireNonNull(nodes.get(link.from()));
      if (link.kind() == Edge.Kind.ASKED) {
        facts.put("requestedBy", from.name());
        facts.put("requesterKind", from.kind() == Node.Kind.AGENT ? "agent" : "person");
      } else {
        facts.put("policy", from.key().substring("policy:".length()));
      }
    }
    return facts;
  }
}
