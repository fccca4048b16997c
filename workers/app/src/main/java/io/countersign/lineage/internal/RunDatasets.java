package io.countersign.lineage.internal;

import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import io.countersign.spi.lineage.LineageEvent.Column;
import io.countersign.spi.lineage.LineageEvent.DatasetRef;
import io.countersign.spi.lineage.LineageEvent.DatasetRef.Kind;
import io.countersign.spi.lineage.LineageEvent.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What runs read and made, with its columns. */
@Component
class RunDatasets {

  private static final int MOST = 1_000;

  private final GraphRows rows;
  private final Columns columns;

  RunDatasets(GraphRows rows, Columns columns) {
    this.rows = rows;
    this.columns = columns;
  }

  List<DatasetRef> inputs(Numbered run) {
    List<DatasetRef> inputs = new ArrayList<>();
    for (Numbered read : from(run, Set.of(Edge.Kind.READ, Edge.Kind.MASKED_BY))) {
      Kind kind = run.node().key().startsWith("run:masking:") ? Kind.ORIGINAL : stage(read.node());
      inputs.add(revision(read, kind, columnsOf(read, List.of())));
    }
    for (Numbered review : from(run, Set.of(Edge.Kind.ALLOWED))) {
      from(review, Set.of(Edge.Kind.REVIEWED_IN)).stream()
          .filter(action -> run.node().text("type").filter("effect"::equals).isPresent())
          .map(action -> release(action.node()))
          .forEach(inputs::add);
    }
    return inputs;
  }

  List<DatasetRef> outputs(Numbered run) {
    List<Numbered> read = from(run, Set.of(Edge.Kind.READ, Edge.Kind.MASKED_BY));
    List<DatasetRef> outputs = new ArrayList<>();
    for (Numbered written : to(run, Set.of(Edge.Kind.WROTE))) {
      outputs.add(
          written.node().kind() == Node.Kind.COPY
              ? copy(written.node(), read)
              : revision(written, Kind.MASKED, columnsOf(written, made(read))));
    }
    return outputs;
  }

  static DatasetRef release(Node action) {
    return new DatasetRef(
        Kind.RELEASE,
        action.key().substring("action:".length()),
        action.text("digest"),
        Map.of(),
        List.of());
  }

  /** A copy holds, column by column, what was read. */
  private DatasetRef copy(Node copy, List<Numbered> read) {
    Map<String, String> target = new TreeMap<>();
    if (copy.facts().get("target") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> target.put(String.valueOf(name), String.valueOf(value)));
    }
    List<Column> same = new ArrayList<>();
    for (Numbered revision : read) {
      DatasetRef source = revision(revision, stage(revision.node()), List.of());
      columnsOf(revision, List.of())
          .forEach(
              column ->
                  same.add(
                      new Column(
                          column.name(),
                          column.tags(),
                          List.of(new Source(source, column.name(), "keep", false)))));
    }
    return new DatasetRef(Kind.COPY, copy.name(), copy.text("sha256"), target, same);
  }

  private static List<String> made(List<Numbered> read) {
    return read.stream().flatMap(revision -> revision.node().text("sha256").stream()).toList();
  }

  /**
   * The columns of a revision.
   *
   * @param madeOf the revisions of which sources are told
   */
  private List<Column> columnsOf(Numbered revision, List<String> madeOf) {
    String sha256 = revision.node().text("sha256").orElse("");
    return columns.of(revision.id(), sha256).stream()
        .map(
            trace ->
                new Column(
                    trace.name(),
                    trace.tags().stream().sorted().toList(),
                    trace.sources().stream()
                        .filter(source -> madeOf.contains(source.revision()))
                        .map(source -> source(revision.node(), source))
                        .toList()))
        .toList();
  }

  private static Source source(Node revision, ColumnTrace.Source source) {
    return new Source(
        new DatasetRef(
            Kind.ORIGINAL, revision.name(), Optional.of(source.revision()), Map.of(), List.of()),
        source.name(),
        source.treatment(),
        source.masked());
  }

  private static DatasetRef revision(Numbered revision, Kind kind, List<Column> columns) {
    return new DatasetRef(
        kind, revision.node().name(), revision.node().text("sha256"), Map.of(), columns);
  }

  private static Kind stage(Node revision) {
    return revision.text("stage").filter("ORIGINAL"::equals).isPresent()
        ? Kind.ORIGINAL
        : Kind.MASKED;
  }

  private List<Numbered> from(Numbered node, Set<Edge.Kind> kinds) {
    List<Link> links = rows.in(List.of(node.id()), kinds, MOST);
    return numbered(links.stream().map(Link::from).toList());
  }

  private List<Numbered> to(Numbered node, Set<Edge.Kind> kinds) {
    List<Link> links = rows.out(List.of(node.id()), kinds, MOST);
    return numbered(links.stream().map(Link::to).toList());
  }

  /** In the order of their keys, so that the same run is told in the same words. */
  private List<Numbered> numbered(List<Long> ids) {
    Map<Long, Node> nodes = rows.nodes(ids);
    return ids.stream()
        .distinct()
        .map(id -> new Numbered(id, Objects.requireNonNull(nodes.get(id))))
        .sorted(Comparator.comparing(numbered -> numbered.node().key()))
        .toList();
  }
}
