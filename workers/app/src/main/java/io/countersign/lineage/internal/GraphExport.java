package io.countersign.lineage.internal;

import io.countersign.lineage.LineageExport;
import io.countersign.lineage.Node;
import io.countersign.spi.lineage.LineageEvent;
import io.countersign.spi.lineage.LineageSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
class GraphExport implements LineageExport {

  private static final String OCEL = "ocel";
  private static final String OCEL_SQLITE = "ocel-sqlite";
  private static final String PROV = "prov";

  private final NodePages pages;
  private final RunEvents events;
  private final Sinks sinks;
  private final OcelWriter ocel;
  private final OcelSqlite sqlite;
  private final ProvWriter prov;

  GraphExport(
      NodePages pages,
      RunEvents events,
      Sinks sinks,
      OcelWriter ocel,
      OcelSqlite sqlite,
      ProvWriter prov) {
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
      default -> lines(format, out);
    }
  }

  /** One event a line, as a sink writes them. */
  private void lines(String format, OutputStream out) throws IOException {
    LineageSink sink =
        sinks
            .named(format)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no format '" + format + "'."));
    Iterator<LineageEvent> all =
        pages
            .all()
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
