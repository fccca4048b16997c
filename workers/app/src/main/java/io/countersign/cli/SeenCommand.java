package io.countersign.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who could have seen something of a dataset. */
@Command(
    name = "seen",
    description = "Print who could have seen something of a dataset, and where copies of it are.",
    mixinStandardHelpOptions = true)
final class SeenCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Parameters(paramLabel = "DATASET", description = "A dataset, or the digest of a revision.")
  private String name;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode seen =
        connection
            .open("nora")
            .get("/api/v1/lineage/sightings?of=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    if (json) {
      System.out.println(seen);
      return ExitCode.DONE;
    }
    for (JsonNode one : seen.path("items")) {
      System.out.printf(
          "%-20s %-14s %s  %s  (%s)%n",
          Text.visible(one.path("at").asString("")),
          Text.visible(one.path("how").asString("")),
          Text.visible(one.path("who").asString("")),
          Text.visible(one.path("what").asString("")),
          Text.visible(one.path("through").asString("")));
    }
    System.out.println(Text.count(seen.path("items").size()) + " in all.");
    return ExitCode.DONE;
  }
}
