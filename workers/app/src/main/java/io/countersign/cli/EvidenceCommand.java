package io.countersign.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What is on record, for people who were not there. */
@Command(
    name = "evidence",
    description = {
      "Write an evidence pack for a framework and a period, or tell one action in plain English.",
      "The pack holds the population, a sample that your seed draws, narratives, ledger proofs,",
      "exceptions, and what each control's records show and do not show. Check it: verify DIR."
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      EvidenceCommand.Show.class,
      ExaminedCommand.class,
      HoldCommand.class,
      RetentionCommand.class
    })
final class EvidenceCommand implements Callable<Integer> {

  @Mixin private Connection connection;

  @Spec private CommandSpec spec;

  @Option(names = "--framework", paramLabel = "NAME", description = "soc2, hipaa or fedramp.")
  private @Nullable String framework;

  @Option(names = "--from", paramLabel = "DATE", description = "First day, or moment, in UTC.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The day, or moment, that the period ends before. Default: now.")
  private @Nullable String to;

  @Option(names = "--out", paramLabel = "DIR", description = "A folder that is not there yet.")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "TEXT",
      description = "What the sample is drawn with; choose it yourself. Default: a random one.")
  private String seed = UUID.randomUUID().toString();

  @Option(names = "--sample", paramLabel = "N", description = "Actions to show whole (25).")
  private int sample = 25;

  @Override
  public Integer call() {
    if (framework == null || from == null || out == null) {
      throw new ParameterException(
          spec.commandLine(), "Name --framework, --from and --out, or the command show.");
    }
    Path folder = out;
    String query =
        "/api/v1/evidence/packs?framework=%s&from=%s&seed=%s&sample=%d%s"
            .formatted(
                encoded(framework),
                encoded(Moments.read(spec, from)),
                encoded(seed),
                sample,
                to == null ? "" : "&to=" + encoded(Moments.read(spec, to)));
    connection.open("nora").stream(
        query,
        body -> {
          PackFolder.unpack(body, folder);
          return folder;
        });
    System.out.println("Written to " + folder + ". Check it with: countersign verify " + folder);
    return ExitCode.DONE;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

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
