package io.countersign.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Everything that a person or an agent did in a period. */
@Command(
    name = "deeds",
    description = "Print what a person or an agent asked for, changed and decided in a period.",
    mixinStandardHelpOptions = true)
final class DeedsCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WHO", description = "The id of a person or an agent.")
  private String who;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "First day, or moment, in UTC.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The day, or moment, that the period ends before. Default: now.")
  private @Nullable String to;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    String until = to == null ? java.time.Instant.now().toString() : Moments.read(spec, to);
    JsonNode deeds =
        connection
            .open("nora")
            .get(
                "/api/v1/lineage/deeds?actor=%s&from=%s&to=%s"
                    .formatted(
                        URLEncoder.encode(who, StandardCharsets.UTF_8),
                        Moments.read(spec, from),
                        until));
    if (json) {
      System.out.println(deeds);
      return ExitCode.DONE;
    }
    for (JsonNode one : deeds.path("items")) {
      System.out.printf(
          "%-20s %-10s %s  %s%n",
          Text.visible(one.path("at").asString("")),
          words(one.path("how").asString("")),
          Text.visible(one.path("node").path("name").asString("")),
          Text.visible(one.path("node").path("key").asString("")));
    }
    System.out.println(Text.count(deeds.path("items").size()) + " in all.");
    return ExitCode.DONE;
  }

  private static String words(String how) {
    return switch (how) {
      case "ASKED" -> "asked for";
      case "CHANGED" -> "changed";
      case "CAST" -> "decided";
      default -> Text.visible(how);
    };
  }
}
