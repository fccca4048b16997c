package io.countersign.lineage.internal;

import io.countersign.history.HistoryRecord;
import io.countersign.lineage.Edge;
import io.countersign.lineage.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The types of objects and events in our object-centric event logs. */
final class OcelTypes {

  static final String INSTANCE = "process instance";

  /** The time of attributes that hold from the beginning, as OCEL writes it. */
  static final String ALWAYS = "1970-01-01T00:00:00Z";

  static final Set<Edge.Kind> RELATIONS =
      EnumSet.of(
          Edge.Kind.MASKED_BY,
          Edge.Kind.READ,
          Edge.Kind.WROTE,
          Edge.Kind.HOLDS,
          Edge.Kind.ALLOWED,
          Edge.Kind.FOR,
          Edge.Kind.REPLACED,
          Edge.Kind.REVIEWED_IN,
          Edge.Kind.DONE_BY,
          Edge.Kind.PREPARED_BY,
          Edge.Kind.GUIDED,
          Edge.Kind.DECIDED);

  /** What an event is about besides its own object; what people could merely see is left out. */
  static final Set<Edge.Kind> EVENT_RELATIONS =
      EnumSet.of(
          Edge.Kind.MASKED_BY,
          Edge.Kind.READ,
          Edge.Kind.WROTE,
          Edge.Kind.ALLOWED,
          Edge.Kind.ASKED,
          Edge.Kind.FOR,
          Edge.Kind.CHANGED,
          Edge.Kind.RULED,
          Edge.Kind.REVIEWED_IN,
          Edge.Kind.DONE_BY,
          Edge.Kind.GUIDED,
          Edge.Kind.CAST,
          Edge.Kind.DECIDED);

  private static final List<String> RUNS = List.of("masking", "plan-review", "review", "effect");
  private static final List<String> ELEMENTS =
      List.of(
          "ELEMENT_ACTIVATED",
          "ELEMENT_COMPLETED",
          "ELEMENT_TERMINATED",
          "ASSIGNED",
          "COMPLETED",
          "CANCELED",
          "CREATED",
          "RESOLVED",
          "MODIFIED",
          "MIGRATED");
  private static final List<String> VALUES =
      List.of(
          "PROCESS_INSTANCE",
          "USER_TASK",
          "INCIDENT",
          "PROCESS_INSTANCE_MODIFICATION",
          "PROCESS_INSTANCE_MIGRATION");

  private OcelTypes() {}

  static String object(Node.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String event(Node node) {
    return switch (node.kind()) {
      case ACTION -> "action";
      case DECISION -> "decision";
      default -> node.text("type").filter(RUNS::contains).orElse("run");
    };
  }

  /** Whether a record of the engine says what happened, rather than what was asked of it. */
  static boolean tells(HistoryRecord record) {
    return record.recordType().equals("EVENT")
        && VALUES.contains(record.valueType())
        && ELEMENTS.contains(record.intent())
        && record.processInstanceKey() > 0;
  }

  static String event(HistoryRecord record) {
    return event(record.valueType(), record.intent());
  }

  private static String event(String value, String intent) {
    return (value + " " + intent).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static void write(JsonGenerator json) {
    json.writeArrayPropertyStart("objectTypes");
    for (Node.Kind kind : Node.Kind.values()) {
      type(json, object(kind), List.of("name"));
    }
    type(json, INSTANCE, List.of("name"));
    json.writeEndArray();
    json.writeArrayPropertyStart("eventTypes");
    events().forEach(name -> type(json, name, List.of("outcome", "element", "assignee")));
    json.writeEndArray();
  }

  private static List<String> events() {
    List<String> names = new ArrayList<>(List.of("decision"));
    for (String run : List.of("action", "run", "masking", "plan-review", "review", "effect")) {
      names.add(run + " began");
      names.add(run + " ended");
    }
    for (String value : VALUES) {
      ELEMENTS.forEach(intent -> names.add(event(value, intent)));
    }
    return names;
  }

  private static void type(JsonGenerator json, String name, List<String> attributes) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeArrayPropertyStart("attributes");
    for (String attribute : attributes) {
      json.writeStartObject();
      json.writeStringProperty("name", attribute);
      json.writeStringProperty("type", "string");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
