package io.countersign.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what other systems were told, and has them told again. */
@Command(
    name = "webhooks",
    description = "What other systems were told, and telling them again.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class WebhooksCommand implements Runnable {

  private static final String BASE = "/api/v1/webhooks";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  @Command(
      name = "list",
      description = "The latest deliveries, newest first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin Connection connection,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many at most; ${DEFAULT-VALUE} by default.")
          int limit,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    JsonNode found = connection.open("otto").get(BASE + "/deliveries?limit=" + limit);
    if (json) {
      System.out.println(found);
      return ExitCode.DONE;
    }
    if (found.path("items").isEmpty()) {
      System.out.println("Nobody was told anything yet.");
    }
    found.path("items").forEach(WebhooksCommand::line);
    return ExitCode.DONE;
  }

  private static void line(JsonNode delivery) {
    System.out.println(
        String.format(
            "%s  %-9s  %-16s  %s%n    to %s, %d attempts%s",
            text(delivery, "occurredAt"),
            text(delivery, "state"),
            text(delivery, "type"),
            text(delivery, "event"),
            text(delivery, "receiver"),
            delivery.path("attempts").asInt(),
            delivery.has("lastAnswer") ? ", the last: " + text(delivery, "lastAnswer") : ""));
  }

  @Command(
      name = "replay",
      description = "Tell a receiver an event again.",
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(paramLabel = "EVENT", description = "The event's id.") String event,
      @Parameters(paramLabel = "RECEIVER", description = "The receiver's name.") String receiver) {
    return output.print(
        connection
            .open("otto")
            .post(BASE + "/replays", Map.of("event", event, "receiver", receiver)),
        "They will be told again.");
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
