package io.countersign.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A part of the lineage graph as an indented tree, from where data came from to where it went. */
final class LineageTree {

  private static final Comparator<JsonNode> BY_TIME =
      Comparator.<JsonNode, String>comparing(node -> node.path("at").asString(""))
          .thenComparing(node -> node.path("key").asString(""));

  private final JsonNode slice;
  private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
  private final List<JsonNode> edges = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<String> shown = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  LineageTree(JsonNode slice) {
    this.slice = slice;
    slice.path("nodes").forEach(node -> nodes.put(key(node), node));
    slice.path("edges").forEach(edges::add);
    slice.path("start").forEach(start -> asked.add(start.asString("")));
  }

  List<String> lines() {
    nodes("REVISION")
        .filter(revision -> into(key(revision), "WROTE").findAny().isEmpty())
        .forEach(revision -> revision(revision, 0));
    // What only makes itself has no beginning.
    nodes("REVISION")
        .filter(revision -> !shown.contains(key(revision)))
        .forEach(revision -> revision(revision, 0));
    nodes("RUN").filter(run -> !shown.contains(key(run))).forEach(run -> run(run, 0));
    nodes("COPY").filter(copy -> !shown.contains(key(copy))).forEach(copy -> copy(copy, 0));
    notes();
    return lines;
  }

  private void revision(JsonNode node, int depth) {
    String key = key(node);
    String mark = asked.contains(key) ? "  <- asked for" : "";
    if (!shown.add(key)) {
      line(depth, title(node) + ": see above" + mark);
      return;
    }
    JsonNode facts = node.path("facts");
    line(
        depth,
        title(node)
            + (facts.has("rows") ? ", " + Text.count(facts.path("rows").asLong()) + " rows" : "")
            + (facts.path("stage").asString("").equals("MASKED") ? ", masked" : "")
            + (facts.path("recorded").asBoolean(true) ? "" : ", NOT ON RECORD HERE")
            + mark);
    slice.path("columns").path(key).forEach(column -> column(column, depth + 2));
    Stream.concat(outOf(key, "MASKED_BY"), outOf(key, "READ"))
        .sorted(BY_TIME)
        .forEach(run -> run(run, depth + 1));
  }

  private static String title(JsonNode revision) {
    return name(revision) + " @ " + Text.brief(revision.path("facts").path("sha256").asString(""));
  }

  private void column(JsonNode column, int depth) {
    StringBuilder text = new StringBuilder("| " + visible(column.path("name")));
    List<String> tags = new ArrayList<>();
    column.path("tags").forEach(tag -> tags.add(tag.asString("")));
    text.append(tags.isEmpty() ? ": nothing found" : ": " + String.join(", ", tags));
    column
        .path("sources")
        .forEach(
            source ->
                text.append("; from ")
                    .append(visible(source.path("name")))
                    .append(" by ")
                    .append(visible(source.path("treatment")))
                    .append(
                        source.path("clears").asBoolean()
                            ? " (masked)"
                            : source.path("masked").asBoolean() ? " (masked in part)" : ""));
    line(depth, text.toString());
  }

  private void run(JsonNode run, int depth) {
    String type = run.path("facts").path("type").asString("");
    if (type.endsWith("review")) {
      if (shown.add(key(run)) && outOf(key(run), "ALLOWED").findAny().isEmpty()) {
        review(run, depth, "not let through: ");
      }
      return;
    }
    if (!shown.add(key(run))) {
      return;
    }
    boolean masking = type.equals("masking");
    line(
        depth,
        (masking ? "masked" : visible(run.path("name")))
            + ended(run)
            + (masking && !run.path("facts").path("recorded").asBoolean(true)
                ? ", but no masking run is on record"
                : ""));
    actions(run).forEach(action -> action(action, depth + 2));
    into(key(run), "ALLOWED").forEach(review -> review(review, depth + 2, ""));
    outOf(key(run), "WROTE")
        .forEach(
            made -> {
              if (made.path("kind").asString("").equals("COPY")) {
                copy(made, depth + 1);
              } else {
                revision(made, depth + 1);
              }
            });
  }

  private static String ended(JsonNode run) {
    String state = run.path("facts").path("state").asString("").toLowerCase(Locale.ROOT);
    String at = run.path("facts").path("endedAt").asString("");
    return (at.isEmpty() ? "" : " on " + moment(at))
        + (state.isEmpty() || state.equals("done") || state.equals("complete")
            ? ""
            : " (" + Text.visible(state) + ")");
  }

  private Stream<JsonNode> actions(JsonNode run) {
    return Stream.of("DONE_BY", "REVIEWED_IN", "PREPARED_BY")
        .flatMap(kind -> into(key(run), kind))
        .distinct();
  }

  private void action(JsonNode action, int depth) {
    StringBuilder text = new StringBuilder("asked for");
    into(key(action), "ASKED")
        .forEach(
            who ->
                text.append(" by ")
                    .append(name(who))
                    .append(who.path("kind").asString("").equals("AGENT") ? " (agent)" : ""));
    String reason = action.path("facts").path("reason").asString("");
    if (!reason.isEmpty()) {
      text.append(": \"").append(Text.visible(reason)).append('"');
    }
    text.append(" (").append(key(action).replace("action:", "action ")).append(')');
    if (action.path("ledgerEntries").asLong(1) == 0) {
      text.append(", NOTHING OF IT IN THE LEDGER");
    }
    line(depth, text.toString());
    into(key(action), "RULED").forEach(policy -> ruled(action, policy, depth));
  }

  private void ruled(JsonNode action, JsonNode policy, int depth) {
    String ruling = action.path("facts").path("ruling").asString("");
    line(
        depth,
        "policy "
            + name(policy)
            + (policy.path("facts").has("version")
                ? ", version " + policy.path("facts").path("version").asLong()
                : "")
            + switch (ruling) {
              case "permitted" -> ", permitted it without a review";
              case "refused" -> ", refused it";
              default -> ", asked for signatures";
            });
  }

  private void review(JsonNode review, int depth, String before) {
    shown.add(key(review));
    List<JsonNode> decisions = into(key(review), "DECIDED").sorted(BY_TIME).toList();
    String verdict = review.path("facts").path("state").asString("").toLowerCase(Locale.ROOT);
    if (decisions.isEmpty() || !before.isEmpty()) {
      line(depth, before + name(review) + ": " + Text.visible(verdict));
      actions(review).forEach(action -> action(action, depth + 1));
    }
    for (JsonNode decision : decisions) {
      JsonNode facts = decision.path("facts");
      String words = facts.path("comment").asString("");
      line(
          before.isEmpty() ? depth : depth + 1,
          name(decision)
              + " by "
              + visible(facts.path("person"))
              + (facts.has("inPlaceOf") ? " in place of " + visible(facts.path("inPlaceOf")) : "")
              + " of "
              + visible(facts.path("group"))
              + " on "
              + moment(decision.path("at").asString(""))
              + (words.isEmpty() ? "" : ": \"" + Text.visible(words) + '"'));
    }
  }

  private void copy(JsonNode copy, int depth) {
    shown.add(key(copy));
    String trust = copy.path("facts").path("trust").asString("");
    line(
        depth,
        "to "
            + name(copy)
            + (trust.isEmpty() ? "" : " (trust: " + Text.visible(trust) + ")")
            + (copy.path("at").isMissingNode()
                ? ""
                : " on " + moment(copy.path("at").asString(""))));
  }

  private void notes() {
    if (slice.path("truncated").asBoolean()) {
      lines.add("There is more. Start from a revision or an action, or go one way only.");
    }
    if (slice.path("pending").asLong() > 0) {
      lines.add(slice.path("pending").asLong() + " actions are on their way into the graph.");
    }
    if (slice.path("historyGaps").asLong() > 0) {
      lines.add("Process history has " + slice.path("historyGaps").asLong() + " gaps.");
    }
  }

  private Stream<JsonNode> nodes(String kind) {
    return nodes.values().stream()
        .filter(node -> node.path("kind").asString("").equals(kind))
        .sorted(BY_TIME);
  }

  private Stream<JsonNode> outOf(String key, String kind) {
    return ends(key, kind, "from", "to");
  }

  private Stream<JsonNode> into(String key, String kind) {
    return ends(key, kind, "to", "from");
  }

  private Stream<JsonNode> ends(String key, String kind, String here, String there) {
    return edges.stream()
        .filter(edge -> edge.path("kind").asString("").equals(kind))
        .filter(edge -> edge.path(here).asString("").equals(key))
        .flatMap(
            edge -> {
              JsonNode end = nodes.get(edge.path(there).asString(""));
              return end == null ? Stream.empty() : Stream.of(end);
            });
  }

  private static String moment(String at) {
    return Text.visible(at.replaceAll("(:\\d\\d)\\.\\d+Z$", "$1Z"));
  }

  private static String name(JsonNode node) {
    return visible(node.path("name"));
  }

  private static String visible(JsonNode text) {
    return Text.visible(text.asString(""));
  }

  private static String key(JsonNode node) {
    return node.path("key").asString("");
  }

  private void line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
  }
}
