package io.countersign.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Tells how a release ended, in sentences, each from one field of the server's answer. */
final class Story {

  private Story() {}

  static List<String> tell(JsonNode release) {
    List<String> story = new ArrayList<>();
    story.add(
        text(release, "requestedBy")
            + " asked to release "
            + text(release, "dataset")
            + " to "
            + text(release, "destination")
            + ", because: \""
            + text(release, "reason")
            + "\".");
    masking(release, story);
    decision(release, story);
    ending(release, story);
    return story;
  }

  private static void masking(JsonNode release, List<String> story) {
    if (release.has("cellsMasked")) {
      story.add(
          Text.count(release.path("cellsMasked").asLong())
              + " cells in "
              + Text.count(release.path("rowsOut").asLong())
              + " rows were masked.");
    }
    if (release.has("survivors")) {
      long survivors = release.path("survivors").asLong();
      story.add(
          survivors == 0
              ? "An independent check of the result found no identifier that survived."
              : "An independent check found " + Text.count(survivors) + " surviving identifiers.");
    }
  }

  private static void decision(JsonNode release, List<String> story) {
    String verdict = text(release, "verdict");
    if (verdict.isEmpty()) {
      return;
    }
    List<String> by = new ArrayList<>();
    release.path("approvedBy").forEach(person -> by.add(person.asString("")));
    String digest = Text.brief(text(release, "actionDigest"));
    story.add(
        switch (verdict) {
          case "approved" ->
              String.join(" and ", by) + " approved the export, sealed as " + digest + ".";
          case "denied" -> "A reviewer denied the export, sealed as " + digest + ".";
          case "expired" -> "Nobody decided in time, so the request expired, which is a denial.";
          case "refused" -> "Policy refused the export: " + text(release, "ruling");
          default -> "The review ended as " + verdict + ".";
        });
  }

  private static void ending(JsonNode release, List<String> story) {
    switch (text(release, "state")) {
      case "RELEASED" ->
          story.add(
              "Exactly what was approved was exported once: "
                  + text(release, "destination")
                  + (release.path("receipt").has("manifest")
                      ? " ("
                          + Text.bytes(release.path("receipt").path("bytes").asDouble())
                          + "), with its manifest beside it."
                      : "."));
      case "NOT_APPROVED" -> story.add("Nothing was exported.");
      case "FAILED" ->
          story.add(
              "It failed ("
                  + text(release.path("fault"), "code")
                  + "): "
                  + text(release.path("fault"), "message"));
      default -> story.add("It has not ended yet.");
    }
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
