package io.countersign.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Tells how an action stands, in sentences, each from fields of the server's answer. */
final class ActionStory {

  private ActionStory() {}

  /** One line of a list. */
  static String line(JsonNode action) {
    return String.format(
        "%s  %-9s  %-22s  %s",
        text(action, "id"),
        text(action, "state").toLowerCase(Locale.ROOT),
        text(action, "effect"),
        text(action, "title"));
  }

  static List<String> tell(JsonNode action) {
    List<String> story = new ArrayList<>();
    String beneficiary = text(action, "onBehalfOf");
    story.add(
        text(action, "requestedBy")
            + (beneficiary.isEmpty() ? "" : ", for " + beneficiary + ",")
            + (action.path("breakGlass").asBoolean(false)
                ? " went ahead without a review: "
                : " asked: ")
            + text(action, "title")
            + " Because: \""
            + text(action, "reason")
            + "\".");
    action
        .path("modifiedBy")
        .forEach(
            person ->
                story.add(
                    Text.visible(person.asString(""))
                        + " changed what was asked for, and so became one of its authors."));
    decision(action, story);
    ending(action, story);
    return story;
  }

  private static void decision(JsonNode action, List<String> story) {
    String digest = Text.brief(text(action, "actionDigest"));
    List<String> by = new ArrayList<>();
    action.path("approvedBy").forEach(person -> by.add(Text.visible(person.asString(""))));
    switch (text(action, "verdict")) {
      case "" -> {}
      case "pending" ->
          story.add(
              "It waits for review " + text(action, "review") + ", sealed as " + digest + ".");
      case "approved" ->
          story.add(String.join(" and ", by) + " approved it, sealed as " + digest + ".");
      case "permitted" -> story.add("Policy let it pass: " + text(action, "ruling"));
      case "refused" -> story.add("Policy refused it: " + text(action, "ruling"));
      case "expired" ->
          story.add("Nobody decided in time, so the request expired, which is a denial.");
      default -> story.add("Its review ended: " + text(action, "verdict") + ".");
    }
  }

  private static void ending(JsonNode action, List<String> story) {
    switch (text(action, "state")) {
      case "DONE" -> story.add("Exactly what was approved was done once.");
      case "ACTIVE" ->
          story.add(
              "Exactly what was approved was done once. It is in force until "
                  + text(action, "endsAt")
                  + "; whoever asked or signed can return it earlier.");
      case "REVERTED" ->
          story.add(
              "Exactly what was approved was done once, and taken back at "
                  + text(action, "closedAt")
                  + ".");
      case "REFUSED" -> story.add("Nothing was done.");
      case "FAILED" -> {
        JsonNode fault = action.path("fault");
        story.add("It failed (" + text(fault, "code") + "): " + text(fault, "message"));
      }
      default -> story.add("It has not run yet.");
    }
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
