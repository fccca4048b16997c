package io.countersign.console.internal;

import io.countersign.console.internal.Drawing.Box;
import io.countersign.console.internal.Drawing.Line;
import io.countersign.console.internal.Layers.Step;
import io.countersign.lineage.ColumnTrace;
import io.countersign.lineage.Edge;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.Node;
import io.countersign.lineage.Slice;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Draws a part of the lineage graph, and lists it for those who cannot see the drawing. */
@Component
class LineagePages {

  private static final int SHORT = 20;

  /** The most revisions whose columns stand on one page. */
  private static final int WITH_COLUMNS = 3;

  private final LineageGraph graph;

  LineagePages(LineageGraph graph) {
    this.graph = graph;
  }

  /**
   * A part of the graph, drawn.
   *
   * @param truncated whether there is more
   * @param steps the same in words
   * @param columns of the revisions that were asked for
   */
  record View(Drawing drawing, boolean truncated, List<StepView> steps, List<Columns> columns) {}

  /** A step in words. */
  record StepView(String from, String what, String to, Optional<Moment> at) {}

  /** The columns of a revision. */
  record Columns(String revision, List<ColumnView> columns) {}

  /** A column, the classes of data that may stand in it, and what it was made from. */
  record ColumnView(String name, List<String> tags, List<String> sources) {}

  View of(Slice slice) {
    Map<String, Node> nodes = new HashMap<>();
    slice.nodes().forEach(node -> nodes.put(node.key(), node));
    return new View(
        drawing(slice),
        slice.truncated(),
        slice.edges().stream()
            .filter(edge -> nodes.containsKey(edge.from()) && nodes.containsKey(edge.to()))
            .map(edge -> step(edge, nodes))
            .toList(),
        slice.nodes().stream()
            .filter(node -> node.kind() == Node.Kind.REVISION)
            .filter(node -> slice.start().contains(node.key()))
            .limit(WITH_COLUMNS)
            .map(this::columns)
            .filter(columns -> !columns.columns().isEmpty())
            .toList());
  }

  private static Drawing drawing(Slice slice) {
    List<Step> steps =
        slice.edges().stream().map(edge -> new Step(edge.from(), edge.to())).distinct().toList();
    GraphLayout layout = GraphLayout.of(slice.nodes().stream().map(Node::key).toList(), steps);
    Map<Step, String> meaning = new HashMap<>();
    slice
        .edges()
        .forEach(
            edge ->
                meaning.merge(
                    new Step(edge.from(), edge.to()),
                    words(edge.kind()),
                    (one, other) -> one + ", " + other));
    List<Line> lines = new ArrayList<>();
    layout
        .paths()
        .forEach((step, path) -> lines.add(new Line(path, meaning.getOrDefault(step, ""))));
    List<Box> boxes =
        slice.nodes().stream()
            .map(node -> box(node, layout, slice.start().contains(node.key())))
            .toList();
    return new Drawing(layout.width(), layout.height(), boxes, lines);
  }

  private static Box box(Node node, GraphLayout layout, boolean start) {
    String name = Visible.line(node.name());
    return new Box(
        node.key(),
        layout.x(node.key()),
        layout.y(node.key()),
        node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        look(node.kind()),
        fitted(name, node.kind() == Node.Kind.COPY),
        name,
        link(node),
        start);
  }

  /** As much of a name as a box holds; of a path, its end. */
  private static String fitted(String name, boolean path) {
    if (name.length() <= SHORT) {
      return name;
    }
    return path
        ? "…" + name.substring(name.length() - SHORT + 1)
        : name.substring(0, SHORT - 1) + "…";
  }

  /** Data, what was decided about it, what was done, and who did it, look different. */
  private static String look(Node.Kind kind) {
    return switch (kind) {
      case DATASET, REVISION, COPY -> "data";
      case DECISION, POLICY, POLICY_SET, MODEL, PLAN -> "decision";
      case ACTION, RUN -> "deed";
      case PERSON, AGENT -> "actor";
    };
  }

  private static String link(Node node) {
    if (node.kind() == Node.Kind.ACTION) {
      return "/actions/" + node.key().substring("action:".length());
    }
    return UriComponentsBuilder.fromPath("/lineage")
        .queryParam("of", "{key}")
        .encode()
        .buildAndExpand(node.key())
        .toUriString();
  }

  static String words(Edge.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static StepView step(Edge edge, Map<String, Node> nodes) {
    return new StepView(
        name(nodes.get(edge.from())),
        words(edge.kind()),
        name(nodes.get(edge.to())),
        edge.at().map(Moment::of));
  }

  private static String name(@org.jspecify.annotations.Nullable Node node) {
    return node == null
        ? ""
        : node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " "
            + Visible.line(node.name());
  }

  private Columns columns(Node revision) {
    return new Columns(
        Visible.line(revision.name()),
        graph.columns(revision.key()).stream().map(LineagePages::column).toList());
  }

  private static ColumnView column(ColumnTrace column) {
    return new ColumnView(
        Visible.line(column.name()),
        column.tags().stream().sorted().map(Visible::line).toList(),
        column.sources().stream()
            .map(
                source ->
                    Visible.line(source.name())
                        + " by "
                        + Visible.line(source.treatment())
                        + (source.clears() ? ", which clears it" : ""))
            .toList());
  }
}
