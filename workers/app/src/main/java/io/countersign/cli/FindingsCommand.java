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

/** Lists and closes findings. */
@Command(
    name = "findings",
    description = "What was found to disagree: engine, database, ledger and world.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class FindingsCommand implements Runnable {

  private static final String BASE = "/api/v1/findings";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  @Command(
      name = "list",
      description = "The open findings; compares everything first.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin Connection connection,
      @Option(names = "--all", description = "Closed ones too.") boolean all,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    ApiClient api = connection.open("nora");
    JsonNode found = api.post(BASE + "/comparisons", Map.of());
    if (all) {
      found = api.get(BASE + "?all=true");
    }
    if (json) {
      System.out.println(found);
      return ExitCode.DONE;
    }
    if (found.path("items").isEmpty()) {
      System.out.println("No findings: engine, database, ledger and world agree.");
    }
    found.path("items").forEach(FindingsCommand::line);
    return ExitCode.DONE;
  }

  private static void line(JsonNode finding) {
    System.out.println(
        String.format(
            "%s  %-8s  %-8s  %s%n    %s",
            text(finding, "id"),
            text(finding, "severity"),
            text(finding, "state"),
            text(finding, "code"),
            text(finding, "sentence")));
  }

  @Command(name = "show", description = "One finding.", mixinStandardHelpOptions = true)
  int show(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID", description = "The finding.") String id,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    JsonNode finding = connection.open("nora").get(BASE + "/" + id);
    if (json) {
      System.out.println(finding);
      return ExitCode.DONE;
    }
    line(finding);
    System.out.println("    What to do: " + text(finding, "remedy"));
    System.out.println("    First seen " + text(finding, "firstSeen"));
    finding
        .path("history")
        .forEach(
            turn ->
                System.out.println(
                    (text(turn, "state").equals("OPEN") ? "    Seen again " : "    Mended itself ")
                        + text(turn, "at")));
    System.out.println("    Where to look: " + Text.visible(finding.path("detail").toString()));
    if (finding.has("resolution")) {
      System.out.println(
          "    Closed by " + text(finding, "closedBy") + ": " + text(finding, "resolution"));
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "resolve",
      description = "Close a finding that you have looked into; both stay on record.",
      mixinStandardHelpOptions = true)
  int resolve(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(paramLabel = "ID", description = "The finding.") String id,
      @Option(
              names = "--resolution",
              required = true,
              paramLabel = "TEXT",
              description = "What you found out.")
          String resolution) {
    return output.print(
        connection
            .open("olga")
            .post(BASE + "/" + id + "/resolution", Map.of("resolution", resolution)),
        "Closed.");
  }

  private static String text(JsonNode node, String field) {
    return Text.visible(node.path(field).asString(""));
  }
}
