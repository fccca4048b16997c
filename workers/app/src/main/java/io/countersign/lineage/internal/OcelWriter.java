package io.countersign.lineage.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.lineage.Node;
import io.countersign.lineage.internal.GraphRows.Link;
import io.countersign.lineage.internal.GraphRows.Numbered;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the graph and process history as an object-centric event log, OCEL 2.0 in JSON
 * (https://www.ocel-standard.org). Objects are what the graph knows, and process instances; events
 * are what happened to them.
 */
@Component
class OcelWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_LINKS = 1_000;
  private static final Set<Node.Kind> HAPPENED =
      EnumSet.of(Node.Kind.ACTION, Node.Kind.RUN, Node.Kind.DECISION);

  private final WholeGraph everything;
  private final GraphRows rows;

  OcelWriter(WholeGraph everything, GraphRows rows) {
    this.everything = everything;
    this.rows = rows;
  }

  /** Writes everything, page by page. */
  void write(OutputStream out) throws IOException {
    write(everything, out);
  }

  /** Writes what a source holds; relations to anything else are left out. */
  void write(OcelSource source, OutputStream out) throws IOException {
    try (JsonGenerator json =
        JSON.createGenerator(out).configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)) {
      json.writeStartObject();
      OcelTypes.write(json);
      json.writeArrayPropertyStart("objects");
      source.nodes().forEach(node -> object(json, source, node));
      source.instances((key, process) -> instance(json, key, process));
      json.writeEndArray();
      json.writeArrayPropertyStart("events");
      source
          .nodes()
          .filter(node -> HAPPENED.contains(node.node().kind()))
          .forEach(n -> events(json, source, n));
      source.records(
          record -> {
            if (OcelTypes.tells(record)) {
              record(json, record);
            }
          });
      json.writeEndArray();
      json.writeEndObject();
    }
    out.flush();
  }

  private void object(JsonGenerator json, OcelSource source, Numbered numbered) {
    Node node = numbered.node();
    json.writeStartObject();
    json.writeStringProperty("id", node.key());
    json.writeStringProperty("type", OcelTypes.object(node.kind()));
    json.writeArrayPropertyStart("attributes");
    json.writeStartObject();
    json.writeStringProperty("name", "name");
    json.writeStringProperty("time", node.at().map(Object::toString).orElse(OcelTypes.ALWAYS));
    json.writeStringProperty("value", node.name());
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayPropertyStart("relationships");
    related(json, source, rows.out(List.of(numbered.id()), OcelTypes.RELATIONS, MOST_LINKS), false);
    if (node.kind() == Node.Kind.ACTION) {
      node.text("processInstance")
          .filter(key -> source.hasInstance(Long.parseLong(key)))
          .ifPresent(key -> relation(json, "instance:" + key, "run_by"));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void instance(JsonGenerator json, long key, String process) {
    json.writeStartObject();
    json.writeStringProperty("id", "instance:" + key);
    json.writeStringProperty("type", OcelTypes.INSTANCE);
    json.writeArrayPropertyStart("attributes");
    json.writeStartObject();
    json.writeStringProperty("name", "name");
    json.writeStringProperty("time", OcelTypes.ALWAYS);
    json.writeStringProperty("value", process);
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayPropertyStart("relationships");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void events(JsonGenerator json, OcelSource source, Numbered numbered) {
    Node node = numbered.node();
    String type = OcelTypes.event(node);
    if (node.kind() == Node.Kind.DECISION) {
      node.at().ifPresent(at -> event(json, source, numbered, type, at.toString(), ""));
      return;
    }
    node.text("startedAt")
        .ifPresent(at -> event(json, source, numbered, type + " began", at, "#began"));
    node.text("endedAt")
        .ifPresent(at -> event(json, source, numbered, type + " ended", at, "#ended"));
  }

  private void event(
      JsonGenerator json,
      OcelSource source,
      Numbered numbered,
      String type,
      String at,
      String suffix) {
    Node node = numbered.node();
    json.writeStartObject();
    json.writeStringProperty("id", "event:" + node.key() + suffix);
    json.writeStringProperty("type", type);
    json.writeStringProperty("time", at);
    json.writeArrayPropertyStart("attributes");
    String outcome =
        node.kind() == Node.Kind.DECISION
            ? node.text("choice").orElse("")
            : suffix.equals("#ended") ? node.text("state").orElse("") : "";
    attribute(json, "outcome", outcome.toLowerCase(Locale.ROOT));
    json.writeEndArray();
    json.writeArrayPropertyStart("relationships");
    relation(json, node.key(), "about");
    List<Long> id = List.of(numbered.id());
    related(json, source, rows.in(id, OcelTypes.EVENT_RELATIONS, MOST_LINKS), true);
    related(json, source, rows.out(id, OcelTypes.EVENT_RELATIONS, MOST_LINKS), false);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void record(JsonGenerator json, HistoryRecord record) {
    json.writeStartObject();
    json.writeStringProperty("id", "record:" + record.partition() + ":" + record.position());
    json.writeStringProperty("type", OcelTypes.event(record));
    json.writeStringProperty("time", record.at().toString());
    json.writeArrayPropertyStart("attributes");
    attribute(json, "outcome", record.errorCode().orElse(""));
    attribute(json, "element", record.elementId().orElse(""));
    attribute(json, "assignee", record.assignee().orElse(""));
    json.writeEndArray();
    json.writeArrayPropertyStart("relationships");
    relation(json, "instance:" + record.processInstanceKey(), "in");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void related(JsonGenerator json, OcelSource source, List<Link> links, boolean from) {
    Map<Long, Node> nodes =
        rows.nodes(links.stream().map(link -> from ? link.from() : link.to()).distinct().toList());
    Iterator<Link> each = links.iterator();
    while (each.hasNext()) {
      Link link = each.next();
      long other = from ? link.from() : link.to();
      Node node = nodes.get(other);
      if (node != null && source.has(other)) {
        relation(json, node.key(), link.kind().name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static void relation(JsonGenerator json, String object, String qualifier) {
    json.writeStartObject();
    json.writeStringProperty("objectId", object);
    json.writeStringProperty("qualifier", qualifier);
    json.writeEndObject();
  }

  private static void attribute(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStartObject();
      json.writeStringProperty("name", name);
      json.writeStringProperty("value", value);
      json.writeEndObject();
    }
  }
}
