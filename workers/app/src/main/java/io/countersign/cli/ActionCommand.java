package io.countersign.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
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

/** Asks for privileged actions, and follows them. */
@Command(
    name = "action",
    description = "Ask for a privileged action, follow it, take it back.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ActionCommand.Request.class,
      ActionCommand.ListActions.class,
      ActionCommand.Show.class,
      ActionCommand.Wait.class,
      ActionCommand.Withdraw.class,
      ActionCommand.Return.class
    })
final class ActionCommand implements Runnable {

  static final String PATH = "/api/v1/actions";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "request, list, show, wait, withdraw or return?");
  }

  @Command(
      name = "request",
      description = "Ask for an action. It runs once policy or people have approved it.",
      mixinStandardHelpOptions = true)
  static final class Request implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(
        paramLabel = "EFFECT",
        description = "For example postgres.role.grant or http.request.")
    private String effect;

    @Option(
        names = "--target",
        paramLabel = "NAME=VALUE",
        description = "Where it lands; once for each field.")
    private Map<String, String> target = new HashMap<>();

    @Option(
        names = "--param",
        paramLabel = "NAME=VALUE",
        description = "How; once for each parameter.")
    private Map<String, String> parameters = new HashMap<>();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason;

    @Option(names = "--for", paramLabel = "PERSON", description = "Whom it is for, if not you.")
    private @Nullable String beneficiary;

    @Option(
        names = "--break-glass",
        description = "Go ahead without a review, in an emergency; people look at it afterwards.")
    private boolean breakGlass;

    @Option(
        names = "--valid-for",
        paramLabel = "DURATION",
        description = "How long it may wait for its execution, for example PT2H.")
    private @Nullable Duration validFor;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      Map<String, Object> body = new HashMap<>();
      body.put("effect", effect);
      body.put("target", target);
      body.put("parameters", parameters);
      body.put("reason", reason);
      body.put("breakGlass", breakGlass);
      if (beneficiary != null) {
        body.put("onBehalfOf", beneficiary);
      }
      if (validFor != null) {
        body.put("validFor", validFor.toString());
      }
      JsonNode action = connection.open("ada").post(PATH, body);
      if (json) {
        System.out.println(action);
        return ExitCode.DONE;
      }
      String id = action.path("id").asString("");
      System.out.println(
          action.path("already").asBoolean(false)
              ? "The same is under way already, as action " + id + "."
              : "Action " + id + " was accepted.");
      System.out.println("Follow it with: countersign action wait " + id);
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "list",
      description = "The latest actions, newest first.",
      mixinStandardHelpOptions = true)
  static final class ListActions implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--limit", defaultValue = "20", description = "How many. Default: 20.")
    private int limit;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode items = connection.open("ada").get(PATH + "?limit=" + limit).path("items");
      if (json) {
        System.out.println(items);
        return ExitCode.DONE;
      }
      if (items.isEmpty()) {
        System.out.println("Nobody has asked for an action yet.");
      }
      items.forEach(action -> System.out.println(ActionStory.line(action)));
      return ExitCode.DONE;
    }
  }

  /** What the commands on one action share. */
  abstract static class OnOne implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(paramLabel = "ACTION", description = "The action's id.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    abstract JsonNode act(ApiClient api, String path);

    @Override
    public Integer call() {
      String path = PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
      JsonNode action = act(connection.open("ada"), path);
      if (json) {
        System.out.println(action);
      } else {
        ActionStory.tell(action).forEach(System.out::println);
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "show", description = "How an action stands.", mixinStandardHelpOptions = true)
  static final class Show extends OnOne {
    @Override
    JsonNode act(ApiClient api, String path) {
      return api.get(path);
    }
  }

  @Command(
      name = "wait",
      description = "Wait until an action has run, or will not.",
      mixinStandardHelpOptions = true)
  static final class Wait extends OnOne {

    private int exitCode;

    @Override
    JsonNode act(ApiClient api, String path) {
      JsonNode action = await(api, path);
      exitCode = exitCode(action);
      return action;
    }

    @Override
    public Integer call() {
      super.call();
      return exitCode;
    }
  }

  @Command(
      name = "withdraw",
      description = "Take a request back before it runs.",
      mixinStandardHelpOptions = true)
  static final class Withdraw extends OnOne {
    @Override
    JsonNode act(ApiClient api, String path) {
      return api.post(path + "/withdraw", Map.of());
    }
  }

  @Command(
      name = "return",
      description = "Give a temporary permission back before its time is over.",
      mixinStandardHelpOptions = true)
  static final class Return extends OnOne {
    @Override
    JsonNode act(ApiClient api, String path) {
      return api.post(path + "/return", Map.of());
    }
  }

  /** Waits until an action has run or will not. */
  static JsonNode await(ApiClient api, String path) {
    while (true) {
      JsonNode action = api.get(path + "?wait=20s");
      if (decided(action)) {
        return action;
      }
      ReleaseFollower.pause();
    }
  }

  /** Whether an action has run, or will not. */
  static boolean decided(JsonNode action) {
    String state = action.path("state").asString("");
    return !state.equals("REQUESTED") && !state.equals("IN_REVIEW");
  }

  /** Whether nothing more happens to an action. */
  static boolean ended(JsonNode action) {
    return switch (action.path("state").asString("")) {
      case "DONE", "REVERTED", "REFUSED", "FAILED" -> true;
      default -> false;
    };
  }

  static int exitCode(JsonNode action) {
    return switch (action.path("state").asString("")) {
      case "DONE", "ACTIVE", "REVERTED" -> ExitCode.DONE;
      case "REFUSED" -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }
}
