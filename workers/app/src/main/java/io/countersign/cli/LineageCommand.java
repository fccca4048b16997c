package io.countersign.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Where data came from, where it went, and who decided on the way. */
@Command(
    name = "lineage",
    description = "Show where data came from and went, and who decided on the way; export it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LineageCommand.Show.class,
      LineageCommand.Affected.class,
      SeenCommand.class,
      DeedsCommand.class,
      LineageCommand.Export.class
    })
final class LineageCommand {

  private LineageCommand() {}

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static int print(JsonNode slice, boolean json) {
    if (json) {
      System.out.println(slice);
    } else {
      new LineageTree(slice).lines().forEach(System.out::println);
    }
    return ExitCode.DONE;
  }

  /** Prints the graph around a dataset. */
  @Command(
      name = "show",
      description = "Print what a dataset was made from, what was made of it, and who decided.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(
        paramLabel = "DATASET",
        description = "A dataset, the digest of a revision, or the id of an action or a release.")
    private String name;

    @Option(
        names = "--direction",
        paramLabel = "WAY",
        description = "up, down or both. Default: both.")
    private String direction = "both";

    @Option(
        names = "--columns",
        description = "Also print each column: what may stand in it, and what it was made from.")
    private boolean columns;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      return print(
          connection
              .open("nora")
              .get(
                  "/api/v1/lineage?of="
                      + encoded(name)
                      + "&direction="
                      + encoded(direction)
                      + "&columns="
                      + columns),
          json);
    }
  }

  /** Prints what rests on a decision. */
  @Command(
      name = "affected",
      description = "Print what would not have happened without a decision, or without an action.",
      mixinStandardHelpOptions = true)
  static final class Affected implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(paramLabel = "ID", description = "The id of a decision or an action.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      return print(connection.open("nora").get("/api/v1/lineage/affected?by=" + encoded(id)), json);
    }
  }

  /** Writes everything for other tools. */
  @Command(
      name = "export",
      description = "Write all lineage for other tools.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(
        names = "--format",
        required = true,
        paramLabel = "FORMAT",
        description = {
          "openlineage (one event a line), ocel (OCEL 2.0 JSON), ocel-sqlite (the same, relational),",
          "or prov (W3C PROV-JSON)."
        })
    private String format;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Where to; made if it is not there.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      ApiClient api = connection.open("nora");
      Path file = out.resolve(fileName());
      if (Files.exists(file)) {
        throw new CommandException(
            ExitCode.WRONG_USE, "'" + file + "' is already there. Name another folder.");
      }
      Files.createDirectories(out);
      Path unfinished = out.resolve(fileName() + ".part");
      try {
        api.stream(
            "/api/v1/lineage/export?format=" + encoded(format),
            body -> Files.copy(body, unfinished, StandardCopyOption.REPLACE_EXISTING));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      System.out.println(
          "Wrote "
              + Text.bytes((double) Files.size(file))
              + " to "
              + Text.visible(file.toString()));
      return ExitCode.DONE;
    }

    private String fileName() {
      return switch (format) {
        case "openlineage" -> "openlineage.jsonl";
        case "ocel" -> "ocel.json";
        case "ocel-sqlite" -> "ocel.sqlite";
        case "prov" -> "prov.json";
        default ->
            throw new CommandException(
                ExitCode.WRONG_USE,
                "There is no format '"
                    + Text.visible(format)
                    + "'. Known: ocel, ocel-sqlite,"
                    + " openlineage, prov.");
      };
    }
  }
}
