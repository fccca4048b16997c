package io.countersign.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A review as text: computed facts first, the requester's words last and labelled as theirs. */
final class ReviewCard {

  private ReviewCard() {}

  /** Where the console shows it. */
  static String page(ApiClient api, JsonNode review) {
    return api.base().resolve("/reviews/" + review.path("id").asString("")).toString();
  }

  static String line(JsonNode review) {
    return review.path("id").asString("")
        + "  until "
        + review.path("deadline").asString("")
        + "  "
        + text(review, "title");
  }

  static List<String> lines(JsonNode review) {
    List<String> out = new ArrayList<>();
    JsonNode shown = review.path("shown");
    boolean isPlan = review.path("kind").asString("").equals("MASKING_PLAN");
    JsonNode action = isPlan ? shown : shown.path("action");
    JsonNode data = isPlan ? shown : action.path("data");
    out.add(text(review, "title"));
    if (!isPlan) {
      ActionLines.add(action, out);
    }
    boolean hasData = isPlan || !data.path("columns").isEmpty();
    if (hasData) {
      out.add("  rows           " + Text.count(rows(action, data, isPlan)));
    }
    out.add("  reversible     " + (shown.path("reversible").asBoolean(false) ? "yes" : "no"));
    ActionLines.authors(action, out);
    if (hasData) {
      columns(data, out);
    }
    sample(shown.path("sample"), out);
    ActionLines.preview(shown.path("preview"), out);
    policy(shown, out);
    seats(review, out);
    out.add("  decide before  " + text(review, "deadline"));
    out.add("  action digest  " + text(review, "subjectDigest"));
    out.add("  shown digest   " + text(review, "shownDigest"));
    out.add("  verdict        " + text(review, "verdict"));
    out.add("  reason, written by the requester: \"" + text(action, "reason") + "\"");
    comments(review, out);
    refusals(review, out);
    return out;
  }

  private static long rows(JsonNode action, JsonNode data, boolean isPlan) {
    return isPlan ? action.path("rows").asLong() : data.path("rowCount").asLong();
  }

  private static void columns(JsonNode data, List<String> out) {
    out.add("  columns        name, class of the original, what was done to it");
    data.path("columns")
        .forEach(
            column ->
                out.add(
                    String.format(
                        "    %-18s %-16s %s",
                        text(column, "name"), text(column, "class"), text(column, "treatment"))));
  }

  private static void sample(JsonNode rows, List<String> out) {
    if (rows.isEmpty()) {
      return;
    }
    out.add("  sample of what would leave:");
    rows.forEach(
        row -> {
          List<String> cells = new ArrayList<>();
          row.forEach(cell -> cells.add(Text.visible(cell.asString(""))));
          out.add("    " + String.join(" | ", cells));
        });
  }

  private static void policy(JsonNode shown, List<String> out) {
    JsonNode why = shown.path("policy").path("why");
    why.forEach(line -> out.add("  policy         " + Text.visible(line.asString(""))));
  }

  private static void seats(JsonNode review, List<String> out) {
    review
        .path("seats")
        .forEach(
            seat -> {
              JsonNode vote = seat.path("vote");
              String state = vote.isObject() ? vote(vote) : "open" + standIns(seat);
              out.add("  seat           " + text(seat, "group") + ": " + state);
            });
  }

  private static String vote(JsonNode vote) {
    String absent = text(vote, "inPlaceOf");
    return text(vote, "choice").toLowerCase(Locale.ROOT)
        + " by "
        + text(vote, "person")
        + (absent.isEmpty() ? "" : " in place of " + absent);
  }

  private static String standIns(JsonNode seat) {
    StringBuilder out = new StringBuilder();
    seat.path("standIns")
        .forEach(
            in ->
                out.append("; ")
                    .append(text(in, "person"))
                    .append(" may decide in place of ")
                    .append(text(in, "inPlaceOf")));
    return out.toString();
  }

  private static void comments(JsonNode review, List<String> out) {
    review
        .path("comments")
        .forEach(
            comment ->
                out.add(
                    "  comment        "
                        + text(comment, "author")
                        + " at "
                        + text(comment, "saidAt")
                        + ": \""
                        + text(comment, "words")
                        + "\""));
  }

  private static void refusals(JsonNode review, List<String> out) {
    review
        .path("refusals")
        .forEach(
            refusal ->
                out.add(
                    "  refused        "
                        + text(refusal, "identity")
                        + " at "
                        + text(refusal, "refusedAt")
                        + ": "
                        + text(refusal, "message")));
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
