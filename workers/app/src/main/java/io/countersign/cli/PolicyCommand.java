package io.countersign.cli;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.bpmn.decisions.DecisionCases;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.bpmn.decisions.DecisionTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.json.JsonMapper;

/** Tests, simulates, proposes and shows policies. */
@Command(
    name = "policy",
    description =
        "Test a policy, replay past actions against it, propose it, see what is in force.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PolicyCommand.TestPolicy.class,
      PolicyCommand.Simulate.class,
      PolicyCommand.Propose.class,
      PolicyCommand.Show.class
    })
final class PolicyCommand implements Runnable {

  private static final String PATH = "/api/v1/policies";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "test, simulate, propose or show?");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.WRONG_USE, "The file '" + file + "' cannot be read as UTF-8 text.");
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Command(
      name = "test",
      description = {
        "Hold decision tables against the cases beside them. Needs no server.",
        "Without options, the tables that ship."
      },
      mixinStandardHelpOptions = true)
  static final class TestPolicy implements Callable<Integer> {

    @Option(names = "--dmn", paramLabel = "FILE", description = "The table.")
    private @Nullable Path dmn;

    @Option(
        names = "--tests",
        paramLabel = "FILE",
        description = "Its cases. Default: NAME.tests.yaml beside the table.")
    private @Nullable Path tests;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      List<DecisionTest> results = new ArrayList<>();
      try {
        if (dmn == null && tests == null) {
          for (Model model : Models.all(Model.Kind.DECISION)) {
            results.add(
                DecisionTest.run(
                    DecisionTable.read(model.fileName(), model.text()),
                    DecisionCases.shipped(model.id())));
          }
        } else {
          results.add(one());
        }
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()));
      }
      results.forEach(json ? TestPolicy::printJson : TestPolicy::print);
      return results.stream().allMatch(DecisionTest::passed) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private DecisionTest one() {
      DecisionTable table;
      if (dmn == null) {
        DecisionCases cases = cases(tests);
        Model shipped =
            Models.all(Model.Kind.DECISION).stream()
                .filter(model -> model.id().equals(cases.decision()))
                .findFirst()
                .orElseThrow(
                    () ->
                        new CommandException(
                            ExitCode.WRONG_USE,
                            "No table '" + cases.decision() + "' ships. Name one with --dmn."));
        return DecisionTest.run(DecisionTable.read(shipped.fileName(), shipped.text()), cases);
      }
      table = DecisionTable.read(name(dmn), read(dmn));
      String beside = name(dmn).replaceFirst("\\.dmn$", "") + ".tests.yaml";
      return DecisionTest.run(table, cases(tests == null ? dmn.resolveSibling(beside) : tests));
    }

    private static DecisionCases cases(@Nullable Path file) {
      if (file == null) {
        throw new CommandException(ExitCode.WRONG_USE, "Which cases? Name them with --tests.");
      }
      return DecisionCases.read(name(file), read(file));
    }

    private static void print(DecisionTest test) {
      for (DecisionTest.Result failed : test.failures()) {
        System.out.println("FAILED  " + failed.name());
        System.out.println("  expected  " + failed.expected());
        System.out.println("  actual    " + failed.actual());
      }
      test.untested().forEach(rule -> System.out.println("UNTRIED No case fires " + rule + "."));
      System.out.printf(
          "%s: %d cases, %d failed, %d rules untried.%n",
          test.decision(), test.results().size(), test.failures().size(), test.untested().size());
    }

    private static void printJson(DecisionTest test) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("decision", test.decision());
      line.put("passed", test.passed());
      line.put("cases", test.results().size());
      line.put("failures", test.failures());
      line.put("untested", test.untested());
      System.out.println(JsonMapper.shared().writeValueAsString(line));
    }
  }

  @Command(
      name = "simulate",
      description =
          "Replay past actions against a changed action-policy: which would end otherwise?",
      mixinStandardHelpOptions = true)
  static final class Simulate implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--dmn", paramLabel = "FILE", required = true, description = "The table.")
    private Path dmn;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Leave out older actions, for example 2026-11-01T00:00:00Z.")
    private @Nullable String since;

    @Option(names = "--fail-on-change", description = "Exit with 1 if any ruling would change.")
    private boolean failOnChange;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("dmn", read(dmn));
      if (since != null) {
        body.put("since", since);
      }
      JsonNode result = connection.open("grace").post(PATH + "/simulate", body);
      if (json) {
        System.out.println(result);
      } else {
        print(result);
      }
      boolean changed = !result.path("changed").isEmpty();
      return failOnChange && changed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void print(JsonNode result) {
      for (JsonNode one : result.path("changed")) {
        System.out.printf(
            "%s  %s, asked by %s%n",
            one.path("actionId").asString(""),
            one.path("effect").asString(""),
            one.path("requester").asString(""));
        System.out.println("  was  " + said(one.path("before")));
        System.out.println("  now  " + said(one.path("after")));
        one.path("after")
            .path("why")
            .forEach(why -> System.out.println("       " + why.asString()));
      }
      result.path("notes").forEach(note -> System.out.println("Note: " + note.asString()));
      System.out.printf(
          "%d past actions replayed, %d would end otherwise.%n",
          result.path("replayed").asInt(), result.path("changed").size());
      if (result.path("left").asInt() > 0) {
        System.out.println(
            result.path("left").asInt() + " more were left out, because it took too long.");
      }
    }

    private static String said(JsonNode said) {
      JsonNode people = said.path("people");
      String by = people.isEmpty() ? "" : " by " + people;
      return said.path("ruling").asString("") + by + "  (" + rules(said) + ")";
    }

    private static String rules(JsonNode said) {
      List<String> rules = new ArrayList<>();
      said.path("rules").forEach(rule -> rules.add(rule.asString("")));
      return rules.isEmpty() ? "no rule" : String.join(", ", rules);
    }
  }

  @Command(
      name = "propose",
      description = {
        "Propose changed policies or models. They come into force once the right people",
        "have countersigned the policy.deploy that this asks for."
      },
      mixinStandardHelpOptions = true)
  static final class Propose implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(
        paramLabel = "FILE",
        arity = "0..*",
        description = "Changed models, and *.tests.yaml that the tables among them must satisfy.")
    private List<Path> files = List.of();

    @Option(names = "--shipped", description = "The models of this version of Countersign.")
    private boolean shipped;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      Map<String, String> content = new LinkedHashMap<>();
      if (shipped) {
        Models.all().forEach(model -> content.put(model.fileName(), model.text()));
      }
      files.forEach(file -> content.put(name(file), read(file)));
      if (content.isEmpty()) {
        throw new CommandException(ExitCode.WRONG_USE, "Propose what? Name files, or --shipped.");
      }
      ApiClient api = connection.open("ada");
      JsonNode stored = api.post(PATH + "/candidates", Map.of("files", content));
      Map<String, String> target = new LinkedHashMap<>();
      stored
          .path("target")
          .properties()
          .forEach(field -> target.put(field.getKey(), field.getValue().asString("")));
      JsonNode action =
          api.post(
              "/api/v1/actions",
              Map.of(
                  "effect",
                  "policy.deploy",
                  "target",
                  target,
                  "reason",
                  reason,
                  "breakGlass",
                  false));
      if (json) {
        System.out.println(action);
      } else {
        print(stored, action);
      }
      return ExitCode.DONE;
    }

    private static void print(JsonNode stored, JsonNode action) {
      stored
          .path("changes")
          .properties()
          .forEach(
              file ->
                  file.getValue()
                      .forEach(
                          change -> System.out.println(file.getKey() + ": " + change.asString())));
      System.out.println("Asked for as action " + action.path("id").asString("") + ".");
      System.out.println("It comes into force once it is countersigned: countersign review list");
    }
  }

  @Command(
      name = "show",
      description = "What is in force, and what was tried against it.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Print this file's text.")
    private @Nullable String file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      ApiClient api = connection.open("grace");
      if (file != null && !file.matches("[A-Za-z0-9._-]+")) {
        throw new CommandException(ExitCode.WRONG_USE, "'" + file + "' is no file name.");
      }
      JsonNode answer = api.get(file == null ? PATH : PATH + "/" + file);
      if (json) {
        System.out.println(answer);
      } else if (file != null) {
        System.out.print(answer.path("text").asString(""));
      } else {
        print(answer);
      }
      return ExitCode.DONE;
    }

    private static void print(JsonNode answer) {
      System.out.println("Policy version " + answer.path("version").asInt() + " is in force:");
      for (JsonNode one : answer.path("resources")) {
        System.out.printf(
            "  %-28s %s  version %d in the engine%n",
            one.path("name").asString(""),
            one.path("digest").asString(""),
            one.path("engineVersion").asInt());
      }
      answer
          .path("unlikeShipped")
          .forEach(
              name ->
                  System.out.println(
                      name.asString() + " ships with another content, which is not in force."));
      for (JsonNode one : answer.path("violations")) {
        System.out.printf(
            "%s  %s (%d times)%n",
            one.path("lastAt").asString(""),
            one.path("detail").asString(""),
            one.path("times").asInt());
      }
    }
  }
}
