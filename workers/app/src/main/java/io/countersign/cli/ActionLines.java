package io.countersign.cli;

import io.countersign.spi.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a card says of the action itself: where, how, for how long, whose, and what exactly. */
final class ActionLines {

  private ActionLines() {}

  /** Environment, target with the trust in it, parameters and window. */
  static void add(JsonNode action, List<String> out) {
    String trust = " (" + text(action.path("traits"), "trust") + ")";
    out.add("  environment    " + text(action, "environment"));
    String path = text(action.path("target"), "path");
    if (path.isEmpty()) {
      fields("  target         ", action.path("target"), trust, out);
      fields("  parameter      ", action.path("parameters"), "", out);
    } else {
      out.add("  destination    " + path + trust);
    }
    String window = text(action.path("traits"), "window");
    if (!window.isEmpty()) {
      out.add(
          "  lasts          "
              + Spans.inWords(window)
              + " from when it is done, then it is taken back");
    }
  }

  private static void fields(String label, JsonNode values, String last, List<String> out) {
    TreeMap<String, String> sorted = new TreeMap<>();
    values
        .properties()
        .forEach(
            e -> sorted.put(Text.visible(e.getKey()), Text.visible(e.getValue().asString(""))));
    List<String> lines = new ArrayList<>();
    sorted.forEach((name, value) -> lines.add(label + name + " = " + value));
    for (int i = 0; i < lines.size(); i++) {
      out.add(lines.get(i) + (i == lines.size() - 1 ? last : ""));
    }
  }

  /** Who asks, for whom, and who changed it. */
  static void authors(JsonNode action, List<String> out) {
    out.add("  requested by   " + text(action, "requestedBy"));
    String beneficiary = text(action, "onBehalfOf");
    if (!beneficiary.isEmpty()) {
      out.add("  for            " + beneficiary);
    }
    action
        .path("modifiedBy")
        .forEach(person -> out.add("  changed by     " + Text.visible(person.asString(""))));
  }

  /** What the effect itself says it would do. */
  static void preview(JsonNode preview, List<String> out) {
    lines("  exactly        ", preview.path("exact"), out);
    lines("  taking it back ", preview.path("revert"), out);
    TreeMap<String, String> reach = new TreeMap<>();
    preview
        .path("reach")
        .properties()
        .forEach(e -> reach.put(Text.visible(e.getKey()), Text.visible(e.getValue().asString(""))));
    reach.forEach((label, value) -> out.add("  reach          " + label + ": " + value));
    lines("  mind           ", preview.path("warnings"), out);
  }

  private static void lines(String label, JsonNode texts, List<String> out) {
    texts.forEach(text -> out.add(label + Text.visible(text.asString(""))));
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
