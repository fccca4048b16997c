package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import io.countersign.spi.lineage.LineageEvent.Approval;
import io.countersign.spi.lineage.LineageEvent.Vote;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What was decided in reviews. */
@Component
class RunApprovals {

  private static final int MOST = 1_000;

  private final GraphRows rows;

  RunApprovals(GraphRows rows) {
    this.rows = rows;
  }

  /** The approval of a run that is a review; at its beginning nothing is decided. */
  Optional<Approval> of(Numbered run, Optional<Numbered> action, boolean end) {
    Node node = run.node();
    if (!node.key().startsWith("run:review:")) {
      return Optional.empty();
    }
    return Optional.of(
        new Approval(
            end ? node.text("state").orElse("").toLowerCase(Locale.ROOT) : "open",
            node.text("subjectDigest").orElse(""),
            node.text("shownDigest").orElse(""),
            action.flatMap(this::policy),
            end ? votes(run) : List.of()));
  }

  private Optional<String> policy(Numbered action) {
    return in(action, Edge.Kind.RULED)
        .map(node -> node.key().substring("policy:".length()))
        .findFirst();
  }

  private List<Vote> votes(Numbered run) {
    return in(run, Edge.Kind.DECIDED)
        .filter(decision -> decision.at().isPresent())
        .sorted(
            Comparator.<Node, Instant>comparing(decision -> decision.at().orElseThrow())
                .thenComparing(Node::key))
        .map(
            decision ->
                new Vote(
                    decision.text("person").orElse(""),
                    decision.text("inPlaceOf"),
                    decision.text("group").orElse(""),
                    decision.text("choice").orElse("").toLowerCase(Locale.ROOT),
                    decision.text("channel").orElse("").toLowerCase(Locale.ROOT),
                    decision.text("comment"),
                    decision.at().orElseThrow()))
        .toList();
  }

  private Stream<Node> in(Numbered node, Edge.Kind kind) {
    List<Link> links = rows.in(List.of(node.id()), Set.of(kind), MOST);
    return rows.nodes(links.stream().map(Link::from).toList()).values().stream();
  }
}
