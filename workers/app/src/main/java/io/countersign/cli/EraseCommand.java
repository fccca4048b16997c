package io.countersign.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Takes the payload of an action out of the database. */
@Command(
    name = "erase",
    description = "Erase what an ended action said; decisions, digests and proofs stay.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Gone for good are the action's reason, the values of the parameters that are named, what",
      "reviewers were shown, and what they wrote. Only people of countersign.ledger.erasers may do",
      "it; the ledger keeps who did, by which rule and why."
    })
final class EraseCommand implements Callable<Integer> {

  @Mixin private Connection connection;
  @Mixin private Output output = new Output();

  @Option(names = "--action", required = true, paramLabel = "ID", description = "The action.")
  private String action;

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "WORD",
      description = "The rule that asks for it, such as gdpr-17.")
  private String rule;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why. It stays readable: do not repeat what is to be erased.")
  private String reason;

  @Option(
      names = "--parameter",
      paramLabel = "NAME",
      description = "A parameter whose value is erased as well; repeatable.")
  private List<String> parameters = new ArrayList<>();

  @Override
  public Integer call() {
    JsonNode answer =
        connection
            .open("grace")
            .post(
                "/api/v1/ledger/actions/" + action + "/erasure",
                Map.of("rule", rule, "reason", reason, "parameters", parameters));
    return output.print(
        answer,
        Text.count(answer.path("texts").asLong())
            + " texts of action "
            + Text.visible(answer.path("action").asString(""))
            + " are erased; it is on record as "
            + Text.visible(answer.path("erasure").asString(""))
            + ".");
  }
}
