package io.countersign.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Legal holds. */
@Command(
    name = "hold",
    description = {
      "Place, list and release legal holds. While one is in force nothing that it covers is erased,",
      "by retention or on request. Somebody else than placed it has to release it."
    },
    mixinStandardHelpOptions = true)
final class HoldCommand implements Runnable {

  private static final String BASE = "/api/v1/evidence/holds";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  @Command(
      name = "place",
      description = "Hold an action, a dataset's actions, a person's; without any of them, all.",
      mixinStandardHelpOptions = true)
  int place(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(paramLabel = "MATTER", description = "What it is for: a case, an audit.")
          String matter,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason,
      @Option(names = "--action", paramLabel = "ID", description = "This action alone.")
          @Nullable String action,
      @Option(names = "--dataset", paramLabel = "NAME", description = "Actions on this dataset.")
          @Nullable String dataset,
      @Option(names = "--person", paramLabel = "ID", description = "Actions asked for by them.")
          @Nullable String person) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("matter", matter);
    body.put("reason", reason);
    put(body, "action", action);
    put(body, "dataset", dataset);
    put(body, "person", person);
    JsonNode hold = connection.open("nora").post(BASE, body);
    return output.print(hold, line(hold));
  }

  private static void put(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  @Command(
      name = "list",
      description = "All holds, newest first, also those that ended.",
      mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection, @Mixin Output output) {
    JsonNode answer = connection.open("nora").get(BASE);
    List<String> lines = answer.path("items").valueStream().map(HoldCommand::line).toList();
    return output.print(
        answer, lines.isEmpty() ? "There are no legal holds." : String.join("\n", lines));
  }

  @Command(
      name = "release",
      description = "End a hold that somebody else placed.",
      mixinStandardHelpOptions = true)
  int release(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(paramLabel = "ID", description = "The hold.") String id,
      @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
          String reason) {
    JsonNode hold =
        connection.open("nora").post(BASE + "/" + id + "/release", Map.of("reason", reason));
    return output.print(hold, line(hold));
  }

  private static String line(JsonNode hold) {
    StringBuilder scope = new StringBuilder();
    for (String name : new String[] {"action", "dataset", "person"}) {
      if (hold.has(name)) {
        scope.append(scope.isEmpty() ? "" : ", ").append(name).append(' ').append(text(hold, name));
      }
    }
    return "%s  %s: %s, placed by %s at %s (%s)%s"
        .formatted(
            text(hold, "id"),
            text(hold, "matter"),
            scope.isEmpty() ? "everything" : scope,
            text(hold, "placedBy"),
            text(hold, "placedAt"),
            text(hold, "reason"),
            hold.has("releasedBy")
                ? "; released by %s at %s (%s)"
                    .formatted(
                        text(hold, "releasedBy"),
                        text(hold, "releasedAt"),
                        text(hold, "releaseReason"))
                : "");
  }

  private static String text(JsonNode hold, String name) {
    return Text.visible(hold.path(name).asString(""));
  }
}
