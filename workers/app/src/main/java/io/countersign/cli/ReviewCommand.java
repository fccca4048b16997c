package io.countersign.cli;

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

/** Decides from a terminal. */
@Command(
    name = "review",
    description = "See what waits for you, and decide.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ReviewCommand.ListReviews.class,
      ReviewCommand.Show.class,
      ReviewCommand.Approve.class,
      ReviewCommand.Deny.class,
      ReviewChange.class,
      ReviewCommand.Comment.class,
      ReviewCommand.Withdraw.class,
      DelegationCommands.Delegate.class,
      DelegationCommands.ListDelegations.class,
      DelegationCommands.Undelegate.class
    })
final class ReviewCommand implements Runnable {

  private static final String PATH = "/api/v1/reviews";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "list, show, approve, deny, comment, withdraw, delegate, delegations or undelegate?");
  }

  @Command(
      name = "list",
      description = "The open reviews, nearest deadline first.",
      mixinStandardHelpOptions = true)
  static final class ListReviews implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--mine", description = "Only those that you may decide.")
    private boolean mine;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode items = connection.open("grace").get(PATH + "?mine=" + mine).path("items");
      if (json) {
        System.out.println(items);
        return ExitCode.DONE;
      }
      if (items.isEmpty()) {
        System.out.println("Nothing waits for a decision.");
      }
      items.forEach(review -> System.out.println(ReviewCard.line(review)));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "show",
      description = "Everything that a reviewer should see.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {

    @Mixin private Connection connection;

    @Parameters(paramLabel = "REVIEW", description = "The review's id, from the list.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      ApiClient api = connection.open("grace");
      JsonNode review = api.get(PATH + "/" + id);
      if (json) {
        System.out.println(review);
      } else {
        ReviewCard.lines(review).forEach(System.out::println);
        System.out.println("  in a browser   " + ReviewCard.page(api, review));
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "approve",
      description = "Approve exactly what 'review show' shows.",
      mixinStandardHelpOptions = true)
  static final class Approve implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Parameters(paramLabel = "REVIEW", description = "The review's id, from the list.")
    private String id;

    @Option(names = "--comment", paramLabel = "TEXT", description = "A word for the record.")
    private @Nullable String comment;

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        description = "Approve only if the digest of what is under review is this one.")
    private @Nullable String digest;

    @Override
    public Integer call() {
      return decide(connection.open("grace"), output, id, "approve", comment, digest);
    }
  }

  @Command(name = "deny", description = "Deny, with a reason.", mixinStandardHelpOptions = true)
  static final class Deny implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Parameters(paramLabel = "REVIEW", description = "The review's id, from the list.")
    private String id;

    @Option(
        names = {"--reason", "--comment"},
        required = true,
        paramLabel = "TEXT",
        description = "Why. The requester reads it.")
    private String reason;

    @Override
    public Integer call() {
      return decide(connection.open("grace"), output, id, "deny", reason, null);
    }
  }

  @Command(
      name = "comment",
      description = "Say something about a review without deciding it.",
      mixinStandardHelpOptions = true)
  static final class Comment implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Parameters(index = "0", paramLabel = "REVIEW", description = "The review's id.")
    private String id;

    @Parameters(index = "1", paramLabel = "TEXT", description = "Up to 2,000 characters.")
    private String text;

    @Override
    public Integer call() {
      return output.print(
          connection.open("grace").post(PATH + "/" + id + "/comments", Map.of("text", text)),
          "Your comment stands beside the review.");
    }
  }

  @Command(
      name = "withdraw",
      description = "Take back a request of yours, or of an agent of yours.",
      mixinStandardHelpOptions = true)
  static final class Withdraw implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Parameters(paramLabel = "REVIEW", description = "The review's id, from the list.")
    private String id;

    @Override
    public Integer call() {
      return output.print(
          connection.open("ada").post(PATH + "/" + id + "/withdrawal", Map.of()),
          "The request is withdrawn. It does not run.");
    }
  }

  private static int decide(
      ApiClient api,
      Output output,
      String id,
      String choice,
      @Nullable String comment,
      @Nullable String digest) {
    JsonNode result = decide(api, id, choice, comment, api.get(PATH + "/" + id), digest);
    String verdict = result.path("verdict").asString("");
    return output.print(
        result,
        verdict.equals("pending")
            ? "Your decision counts. The review waits for others."
            : "Your decision counts. The review ended: " + verdict + ".");
  }

  static JsonNode decide(
      ApiClient api,
      String id,
      String choice,
      @Nullable String comment,
      JsonNode review,
      @Nullable String digest) {
    Map<String, Object> body = new HashMap<>();
    body.put("choice", choice);
    body.put("subjectDigest", digest == null ? review.path("subjectDigest").asString("") : digest);
    body.put("shownDigest", review.path("shownDigest").asString(""));
    if (comment != null) {
      body.put("comment", comment);
    }
    return api.post(PATH + "/" + id + "/decisions", body);
  }
}
