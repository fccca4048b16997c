package io.countersign.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The demo's one JSON line; scripts rely on its fields. */
final class DemoSummary {

  private DemoSummary() {}

  static ObjectNode of(JsonNode release, ObjectNode access, double setup, double run) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.set("release", release.path("id"));
    copy(release, line, "processInstanceKey");
    copy(release, line, "verdict");
    line.put("outcome", release.path("outcome").asString("none"));
    copy(release, line, "requestedBy");
    line.set(
        "approvedBy", release.has("approvedBy") ? release.get("approvedBy") : line.arrayNode());
    for (String count : new String[] {"rowsIn", "rowsOut", "cellsMasked", "survivors"}) {
      copy(release, line, count);
    }
    JsonNode receipt = release.path("receipt");
    line.set("exportPath", orNull(receipt.path("path")));
    line.set("manifest", orNull(receipt.path("manifest")));
    if (release.has("fault")) {
      copy(release, line, "fault");
    }
    line.set("access", access);
    ObjectNode seconds = line.putObject("seconds");
    seconds.put("setup", setup);
    seconds.put("run", run);
    return line;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    to.set(field, orNull(from.path(field)));
  }

  private static JsonNode orNull(JsonNode node) {
    return node.isMissingNode() ? JsonMapper.shared().getNodeFactory().nullNode() : node;
  }
}
