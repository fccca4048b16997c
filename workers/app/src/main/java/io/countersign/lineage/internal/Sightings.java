package io.countersign.lineage.internal;

import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.Sighting;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who could have seen something of one revision. */
final class Sightings {

  private final GraphRows rows;
  private final Numbered revision;
  private final int most;
  private final List<Sighting> found = new ArrayList<>();

  Sightings(GraphRows rows, Numbered revision, int most) {
    this.rows = rows;
    this.revision = revision;
    this.most = most;
  }

  List<Sighting> list() {
    Set<Long> runs =
        rows.out(List.of(revision.id()), Set.of(Edge.Kind.READ, Edge.Kind.MASKED_BY), most).stream()
            .map(Link::to)
            .collect(Collectors.toSet());
    List<Link> actions =
        rows.in(
            runs, Set.of(Edge.Kind.REVIEWED_IN, Edge.Kind.DONE_BY, Edge.Kind.PREPARED_BY), most);
    Set<Long> asked = actions.stream().map(Link::from).collect(Collectors.toSet());
    add("asked", rows.in(asked, Set.of(Edge.Kind.ASKED, Edge.Kind.CHANGED), most));
    add("could review", rows.in(runs, Set.of(Edge.Kind.COULD_SEE), most));
    decided(runs);
    received(runs);
    return found.stream().distinct().limit(most).toList();
  }

  private void decided(Set<Long> runs) {
    List<Link> decisions = rows.in(runs, Set.of(Edge.Kind.DECIDED), most);
    add(
        "decided",
        rows.in(
            decisions.stream().map(Link::from).collect(Collectors.toSet()),
            Set.of(Edge.Kind.CAST),
            most));
  }

  private void received(Set<Long> runs) {
    List<Link> written = rows.out(runs, Set.of(Edge.Kind.WROTE), most);
    Map<Long, Node> nodes = nodes(written);
    for (Link link : written) {
      Node copy = Objects.requireNonNull(nodes.get(link.to()));
      if (copy.kind() == Node.Kind.COPY) {
        Node run = Objects.requireNonNull(nodes.get(link.from()));
        found.add(
            new Sighting(copy.key(), "received", revision.node().key(), run.key(), link.at()));
      }
    }
  }

  private void add(String how, List<Link> links) {
    Map<Long, Node> nodes = nodes(links);
    for (Link link : links) {
      found.add(
          new Sighting(
              Objects.requireNonNull(nodes.get(link.from())).key(),
              how,
              revision.node().key(),
              Objects.requireNonNull(nodes.get(link.to())).key(),
              link.at()));
    }
  }

  private Map<Long, Node> nodes(List<Link> links) {
    Set<Long> ids = new HashSet<>();
    links.forEach(
        link -> {
          ids.add(link.from());
          ids.add(link.to());
        });
    return rows.nodes(ids);
  }
}
