package io.countersign.cli;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Reads the ledger of a running server. */
@Command(
    name = "ledger",
    description = "The record of decisions: show, prove and export it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RotateKeyCommand.class, EraseCommand.class})
final class LedgerCommand implements Runnable {

  private static final String BASE = "/api/v1/ledger";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? See the list below.");
  }

  @Command(
      name = "export",
      description = "Copy the published log into a folder, to be verified anywhere.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin Connection connection,
      @Parameters(paramLabel = "DIR", description = "An empty or new folder.") Path target)
      throws IOException {
    ApiClient api = connection.open("nora");
    Checkpoint checkpoint = new LogDownload(api).to(target);
    VerifierKey key = key(api);
    new TrustedLogs(Home.ofUser()).learn(key);
    System.out.println(
        Text.count(checkpoint.size())
            + " entries of "
            + checkpoint.origin()
            + " in "
            + target
            + ". Check them: countersign verify "
            + target);
    return ExitCode.DONE;
  }

  @Command(
      name = "checkpoint",
      description = "The signed checkpoint that is published now.",
      mixinStandardHelpOptions = true)
  int checkpoint(@Mixin Connection connection) {
    System.out.print(text(connection.open("nora"), BASE + "/checkpoint"));
    return ExitCode.DONE;
  }

  @Command(
      name = "key",
      description = "The verifier string of the key that signs; hand it to auditors yourself.",
      mixinStandardHelpOptions = true)
  int key(
      @Mixin Connection connection,
      @Option(names = "--pem", description = "Print the public key as a PEM file instead.")
          boolean pem) {
    VerifierKey key = key(connection.open("nora"));
    System.out.print(pem ? key.pem() : key + "\n");
    return ExitCode.DONE;
  }

  @Command(
      name = "proof",
      description = "A proof that an entry stands in the log, as a C2SP .tlog-proof file.",
      mixinStandardHelpOptions = true)
  int proof(
      @Mixin Connection connection,
      @Parameters(paramLabel = "INDEX", description = "The entry.") long index,
      @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
          @Nullable Path out)
      throws IOException {
    byte[] proof = connection.open("nora").bytes(BASE + "/proofs/" + index);
    if (out == null) {
      System.out.print(new String(proof, StandardCharsets.UTF_8));
    } else {
      Files.write(out, proof);
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "show",
      aliases = "status",
      description = "What is on record about an action, or how the ledger is.",
      mixinStandardHelpOptions = true)
  int show(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ACTION", arity = "0..1", description = "An action's id.")
          @Nullable String action,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    ApiClient api = connection.open("nora");
    JsonNode answer = api.get(action == null ? BASE : BASE + "/actions/" + action);
    if (json) {
      System.out.println(answer);
    } else if (action == null) {
      summary(answer).forEach(System.out::println);
    } else {
      answer.path("items").forEach(item -> System.out.println(line(item)));
    }
    return ExitCode.DONE;
  }

  static List<String> summary(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    String anchoring =
        answer.has("anchoring") ? ", " + Text.visible(answer.path("anchoring").asString("")) : "";
    lines.add(
        Text.visible(answer.path("origin").asString("no log"))
            + ": "
            + Text.count(answer.path("size").asLong())
            + " entries"
            + anchoring
            + ". "
            + Text.visible(answer.path("status").asString("")));
    for (JsonNode anchor : answer.path("anchors")) {
      lines.add(
          "  "
              + (anchor.path("healthy").asBoolean() ? "well     " : "FAILING  ")
              + Text.visible(anchor.path("place").asString(""))
              + ": "
              + Text.visible(anchor.path("sentence").asString("")));
    }
    return lines;
  }

  private static String line(JsonNode item) {
    JsonNode entry = item.path("entry");
    return String.format(
        "%8s  %s  %s",
        item.has("index") ? item.path("index").asString("") : "pending",
        Text.visible(entry.path("time").asString("")),
        Text.visible(entry.path("kind").asString("")));
  }

  private static VerifierKey key(ApiClient api) {
    try {
      return VerifierKey.parse(text(api, BASE + "/key").strip());
    } catch (FormatException e) {
      throw new CommandException(
          ExitCode.FAILED, "The server's key is no verifier string: " + e.getMessage());
    }
  }

  private static String text(ApiClient api, String path) {
    return new String(api.bytes(path), StandardCharsets.UTF_8);
  }
}
