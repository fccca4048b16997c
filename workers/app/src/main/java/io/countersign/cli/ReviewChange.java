package io.countersign.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Approves with changes. */
@Command(
    name = "change",
    description = {
      "Approve with changes: less than what was asked for.",
      "What you change becomes a request of its own, of which you are an author;"
          + " somebody else signs it."
    },
    mixinStandardHelpOptions = true)
final class ReviewChange implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "REVIEW", description = "The review's id, from the list.")
  private String id;

  @Option(
      names = "--column",
      paramLabel = "NAME=TREATMENT",
      description = "Of a release: mask this column more strongly, for example notes=redact.")
  private Map<String, String> columns = new HashMap<>();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Of an action: this parameter, for example window=PT15M.")
  private Map<String, String> parameters = new HashMap<>();

  @Option(names = "--target", paramLabel = "NAME=VALUE", description = "Of an action: its target.")
  private Map<String, String> target = new HashMap<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (columns.isEmpty() && parameters.isEmpty() && target.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "What shall change? Give --column, --param or --target.");
    }
    JsonNode changed =
        connection
            .open("grace")
            .post(
                "/api/v1/reviews/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/changes",
                Map.of("columns", columns, "parameters", parameters, "target", target));
    if (json) {
      System.out.println(changed);
      return ExitCode.DONE;
    }
    System.out.println(
        (columns.isEmpty() ? "Action " : "Release ")
            + changed.path("id").asString("")
            + " takes its place. You are one of its authors now; somebody else has to sign it.");
    return ExitCode.DONE;
  }
}
