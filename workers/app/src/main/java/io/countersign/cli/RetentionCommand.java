package io.countersign.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What has been kept for long enough. */
@Command(
    name = "retention",
    description = {
      "Print what the rules of countersign.retention would erase now; with --apply, erase it.",
      "Decisions, digests and proofs stay; the ledger keeps who erased what, by which rule and why."
    },
    mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {

  private static final String NO_RULES =
      "There are no rules: countersign.retention.rules names none.";

  @Mixin private Connection connection;
  @Mixin private Output output;

  @Option(names = "--apply", description = "Erase, in your name. You have to be allowed to.")
  private boolean apply;

  @Option(names = "--deleted", description = "Print what was erased, by which rule, and why.")
  private boolean deleted;

  @Override
  public Integer call() {
    ApiClient api = connection.open("nora");
    if (deleted) {
      JsonNode deletions = api.get("/api/v1/evidence/deletions");
      return output.print(deletions, told(deletions.path("items")));
    }
    JsonNode run =
        apply
            ? api.post("/api/v1/evidence/retention/runs", Map.of())
            : api.get("/api/v1/evidence/retention");
    output.print(run, run.path("items").isEmpty() ? NO_RULES : outcome(run.path("items")));
    return run.path("items").valueStream().allMatch(one -> one.path("refused").isEmpty())
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }

  private static String told(JsonNode deletions) {
    StringBuilder lines = new StringBuilder();
    for (JsonNode one : deletions) {
      lines.append(
          "%s  action %s, rule %s, by %s, %s texts: %s%n"
              .formatted(
                  text(one, "at"),
                  text(one, "action"),
                  text(one, "rule"),
                  text(one, "by"),
                  one.path("texts").asInt(),
                  text(one, "reason")));
    }
    return lines + Text.count(deletions.size()) + " in all.";
  }

  private String outcome(JsonNode rules) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : rules) {
      lines.add(
          "%s (keeps %s): %s due, of which %s under legal hold; %s%s"
              .formatted(
                  text(one, "rule"),
                  text(one, "keeps"),
                  Text.count(one.path("due").asLong()),
                  Text.count(one.path("held").asLong()),
                  apply
                      ? Text.count(one.path("erased").asLong()) + " erased"
                      : "nothing is erased without --apply",
                  one.path("more").asBoolean() ? "; there are more, run it again" : ""));
      for (JsonNode refusal : one.path("refused")) {
        lines.add("  " + text(refusal, "action") + ": " + text(refusal, "why"));
      }
    }
    return String.join("\n", lines);
  }

  private static String text(JsonNode node, String name) {
    return Text.visible(node.path(name).asString(""));
  }
}
