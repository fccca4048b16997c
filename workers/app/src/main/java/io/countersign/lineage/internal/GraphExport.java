package io.countersign.lineage.internal;

import io.countersign.history.ProcessHistory;
import io.countersign.lineage.LineageExport;
import io.countersign.lineage.LineageGraph;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Numbered;
import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

@Service
class GraphExport implements LineageExport {

  private static final String OPENLINEAGE = "openlineage";
  private static final String OCEL = "ocel";
  private static final String OCEL_SQLITE = "ocel-sqlite";
  private static final String PROV = "prov";

  private final LineageGraph graph;
  private final GraphRows rows;
  private final ProcessHistory history;
  private final NodePages pages;
  private final RunEvents events;
  private final Sinks sinks;
  private final OcelWriter ocel;
  private final OcelSqlite sqlite;
  private final ProvWriter prov;

  GraphExport(
      LineageGraph graph,
      GraphRows rows,
      ProcessHistory history,
      NodePages pages,
      RunEvents events,
      Sinks sinks,
      OcelWriter ocel,
      OcelSqlite sqlite,
      ProvWriter prov) {
    this.graph = graph;
    this.rows = rows;
    this.history = history;
    this.pages = pages;
    this.events = events;
    this.sinks = sinks;
    this.ocel = ocel;
    this.sqlite = sqlite;
    this.prov = prov;
  }

  @Override
  public List<String> formats() {
    List<String> formats = new ArrayList<>(sinks.names());
    formats.addAll(List.of(OCEL, OCEL_SQLITE, PROV));
    return formats;
  }

  @Override
  public void write(String format, OutputStream out) throws IOException {
    switch (format) {
      case OCEL -> ocel.write(out);
      case OCEL_SQLITE -> sqlite.write(out);
      case PROV -> prov.write(out);
      default -> lines(format, pages.all(), out);
    }
  }

  @Override
  public void writeOf(String format, List<UUID> actions, OutputStream out) throws IOException {
    OcelSource part = new PartOfGraph(actions, graph, rows, history);
    switch (format) {
      case OCEL -> ocel.write(part, out);
      case OPENLINEAGE -> lines(format, part.nodes(), out);
      default -> throw none(format);
    }
  }

  private static IllegalArgumentException none(String format) {
    return new IllegalArgumentException("There is no format '" + format + "'.");
  }

  /** One event a line, as a sink writes them. */
  private void lines(String format, Stream<Numbered> nodes, OutputStream out) throws IOException {
    LineageSink sink = sinks.named(format).orElseThrow(() -> none(format));
    Iterator<LineageEvent> all =
        nodes
            .filter(
                node ->
                    node.node().kind() == Node.Kind.RUN || node.node().kind() == Node.Kind.ACTION)
            .flatMap(events::all)
            .iterator();
    while (all.hasNext()) {
      out.write((sink.text(all.next()) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }
}
