package io.countersign.cli;

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

  @Mixin private Connection connection;

  @Option(names = "--apply", description = "Erase, in your name. You have to be allowed to.")
  private boolean apply;

  @Option(names = "--deleted", description = "Print what was erased, by which rule, and why.")
  private boolean deleted;

  @Override
  public Integer call() {
    ApiClient api = connection.open("nora");
    if (deleted) {
      JsonNode items = api.get("/api/v1/evidence/deletions").path("items");
      for (JsonNode one : items) {
        System.out.printf(
            "%s  action %s, rule %s, by %s, %s texts: %s%n",
            text(one, "at"),
            text(one, "action"),
            text(one, "rule"),
            text(one, "by"),
            one.path("texts").asInt(),
            text(one, "reason"));
      }
      System.out.println(Text.count(items.size()) + " in all.");
      return ExitCode.DONE;
    }
    JsonNode run =
        apply
            ? api.post("/api/v1/evidence/retention/runs", Map.of())
            : api.get("/api/v1/evidence/retention");
    if (run.path("items").isEmpty()) {
      System.out.println("There are no rules: countersign.retention.rules names none.");
    }
    boolean refused = false;
    for (JsonNode one : run.path("items")) {
      System.out.printf(
          "%s (keeps %s): %s due, of which %s under legal hold; %s%s%n",
          text(one, "rule"),
          text(one, "keeps"),
          Text.count(one.path("due").asLong()),
          Text.count(one.path("held").asLong()),
          apply
              ? Text.count(one.path("erased").asLong()) + " erased"
              : "nothing is erased without --apply",
          one.path("more").asBoolean() ? "; there are more, run it again" : "");
      for (JsonNode refusal : one.path("refused")) {
        refused = true;
        System.out.println("  " + text(refusal, "action") + ": " + text(refusal, "why"));
      }
    }
    return refused ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String text(JsonNode node, String name) {
    return Text.visible(node.path(name).asString(""));
  }
}
