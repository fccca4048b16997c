package io.countersign.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints process history. */
@Command(
    name = "history",
    description = "What the engine says happened: of one release, or in all.",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Parameters(
      arity = "0..1",
      paramLabel = "RELEASE",
      description = "A release's id; without it, how much there is and whether it has gaps.")
  private @Nullable String release;

  @Option(names = "--all", description = "Every record, not only elements and user tasks.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ApiClient api = connection.open("nora");
    if (release == null) {
      JsonNode summary = api.get("/api/v1/history");
      System.out.println(
          json
              ? summary
              : Text.count(summary.path("records").asLong())
                  + " records, "
                  + summary.path("gaps").asLong()
                  + " gaps");
      return ExitCode.DONE;
    }
    JsonNode history = api.get("/api/v1/history/releases/" + release);
    if (json) {
      System.out.println(history);
      return ExitCode.DONE;
    }
    history
        .path("items")
        .forEach(
            record -> {
              if (all || tells(record)) {
                System.out.println(line(record));
              }
            });
    return ExitCode.DONE;
  }

  private static boolean tells(JsonNode record) {
    String intent = record.path("intent").asString("");
    return record.path("recordType").asString("").equals("EVENT")
        && switch (record.path("valueType").asString("")) {
          case "PROCESS_INSTANCE" ->
              intent.equals("ELEMENT_COMPLETED") || intent.equals("ELEMENT_TERMINATED");
          case "USER_TASK" -> intent.equals("ASSIGNED") || intent.equals("COMPLETED");
          case "INCIDENT", "PROCESS_INSTANCE_MODIFICATION", "PROCESS_INSTANCE_MIGRATION" -> true;
          default -> false;
        };
  }

  private static String line(JsonNode record) {
    String assignee = record.path("assignee").asString("");
    String code = record.path("errorCode").asString("");
    return String.format(
        "%-28s %-20s %-28s %s%s%s",
        record.path("at").asString(""),
        record.path("process").asString(""),
        record.path("element").asString(""),
        record.path("valueType").asString("") + " " + record.path("intent").asString(""),
        assignee.isEmpty() ? "" : " by " + Text.visible(assignee),
        code.isEmpty() ? "" : " (" + code + ")");
  }
}
