package io.countersign.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows who is who, and takes over a directory file. */
@Command(
    name = "directory",
    description = "Who is who: list people and agents, or take over a directory file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DirectoryCommand.ListAll.class, DirectoryCommand.Import.class})
final class DirectoryCommand implements Runnable {

  private static final String PATH = "/api/v1/identities";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which? 'list' or 'import'.");
  }

  /** Prints everyone. */
  @Command(
      name = "list",
      description = "Everyone in the directory. For its administrators.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode directory = connection.open("nora").get(PATH);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(directory);
      } else {
        lines(directory).forEach(out::println);
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  static List<String> lines(JsonNode directory) {
    List<String> lines = new ArrayList<>();
    directory.path("people").forEach(person -> lines.add(person(person)));
    directory.path("agents").forEach(agent -> lines.add(agent(agent)));
    return lines;
  }

  private static String person(JsonNode person) {
    return named(person)
        + "  groups "
        + words(person.path("groups"))
        + "  known as "
        + words(person.path("identities"))
        + state(person);
  }

  private static String agent(JsonNode agent) {
    return named(agent) + "  agent of " + agent.path("owner").asString("") + state(agent);
  }

  private static String named(JsonNode entry) {
    return entry.path("id").asString("") + "  " + entry.path("name").asString("");
  }

  private static String state(JsonNode entry) {
    return entry.path("disabled").asBoolean(false) ? "  DISABLED" : "";
  }

  private static String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asString("")));
    return words.isEmpty() ? "-" : String.join(", ", words);
  }

  /** Sends a directory file. */
  @Command(
      name = "import",
      description = "Take over everyone whom a directory file names. For its administrators.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "A YAML file of people and agents.")
    private Path file;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode changes = connection.open("ada").putYaml(PATH, read(file)).path("changes");
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(changes);
      } else {
        changes.forEach(change -> out.println(change.asString("")));
        out.println(changes.isEmpty() ? "Nothing to change." : changes.size() + " changes.");
      }
      out.flush();
      return ExitCode.DONE;
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.WRONG_USE, "The directory file '" + file + "' cannot be read.");
      }
    }
  }
}
