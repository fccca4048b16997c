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

  private final NodePages pages;
  private final RunEvents events;
  private final Sinks sinks;
  private final OcelWriter ocel;

  GraphExport(NodePages pages, RunEvents events, Sinks sinks, OcelWriter ocel) {
    this.pages = pages;
    this.events = events;
    this.sinks = sinks;
    this.ocel = ocel;
  }

  @Override
  public List<String> formats() {
    List<String> formats = new ArrayList<>(sinks.names());
    formats.add(OCEL);
    return formats;
  }

  @Override
  public void write(String format, OutputStream out) throws IOException {
    if (format.equals(OCEL)) {
      ocel.write(out);
      return;
    }
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
