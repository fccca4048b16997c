package io.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What is on record, for people who were not there. */
@Command(
    name = "evidence",
    description = "Tell what is on record about an action or a release.",
    mixinStandardHelpOptions = true,
    subcommands = EvidenceCommand.Show.class)
final class EvidenceCommand {

  /** Prints one record in plain English. */
  @Command(
      name = "show",
      description = "Tell one action or release in plain English, from request to proof.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(paramLabel = "ID", description = "The id of an action or a release.")
    private String id;

    @Option(
        names = "--json",
        description = "Print the record and, clause by clause, which field each states.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode told = connection.open("ada").get("/api/v1/records/" + id);
      if (json) {
        System.out.println(told);
        return ExitCode.DONE;
      }
      String topic = "";
      for (JsonNode sentence : told.path("narrative")) {
        String next = sentence.path("topic").asString("");
        if (!next.equals(topic)) {
          System.out.println((topic.isEmpty() ? "" : "\n") + heading(next));
          topic = next;
        }
        System.out.println("  " + Text.visible(sentence.path("text").asString("")));
      }
      System.out.println("\nRecord " + told.path("recordDigest").asString(""));
      return ExitCode.DONE;
    }

    private static String heading(String topic) {
      return switch (topic) {
        case "REQUEST" -> "What was asked for";
        case "DATA" -> "The data";
        case "POLICY" -> "What policy said";
        case "REVIEW" -> "Who decided";
        case "OUTCOME" -> "What came of it";
        case "PROOF" -> "Where this stands on record";
        default -> "What is missing";
      };
    }
  }
}
