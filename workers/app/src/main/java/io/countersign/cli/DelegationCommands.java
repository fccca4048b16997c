package io.countersign.cli;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says from a terminal who decides in one's place. */
final class DelegationCommands {

  private static final String PATH = "/api/v1/delegations";

  private DelegationCommands() {}

  @Command(
      name = "delegate",
      description = "Let someone decide in your place for a time.",
      mixinStandardHelpOptions = true)
  static final class Delegate implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "PERSON",
        description = "Their directory id.")
    private String person;

    @Option(
        names = "--until",
        required = true,
        paramLabel = "TIME",
        description = "Such as 2026-12-01T18:00, here, or 2026-12-01T18:00Z.")
    private String until;

    @Option(names = "--from", paramLabel = "TIME", description = "Default: from now on.")
    private @Nullable String from;

    @Option(
        names = "--group",
        paramLabel = "GROUP",
        description = "For this group of yours only. Default: for all of them.")
    private @Nullable String group;

    @Override
    public Integer call() {
      Map<String, Object> body = new HashMap<>();
      body.put("delegate", person);
      body.put("until", time(until));
      if (from != null) {
        body.put("from", time(from));
      }
      if (group != null) {
        body.put("group", group);
      }
      JsonNode made = connection.open("grace").post(PATH, body);
      return output.print(made, line(made));
    }
  }

  @Command(
      name = "delegations",
      description = "Who decides in your place, and in whose place you do.",
      mixinStandardHelpOptions = true)
  static final class ListDelegations implements Callable<Integer> {

    @Mixin private Connection connection;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode items = connection.open("grace").get(PATH).path("items");
      if (json) {
        System.out.println(items);
        return ExitCode.DONE;
      }
      if (items.isEmpty()) {
        System.out.println("Nobody decides in your place, nor you in anyone's.");
      }
      items.forEach(item -> System.out.println(line(item)));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "undelegate",
      description = "End a delegation of yours before its time.",
      mixinStandardHelpOptions = true)
  static final class Undelegate implements Callable<Integer> {

    @Mixin private Connection connection;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID", description = "The delegation's id, from 'delegations'.")
    private String id;

    @Override
    public Integer call() {
      JsonNode ended = connection.open("grace").delete(PATH + "/" + id);
      return output.print(ended, line(ended));
    }
  }

  /** A time with its offset; one without is meant where the command runs. */
  static String time(String text) {
    try {
      TemporalAccessor read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      OffsetDateTime time =
          read instanceof LocalDateTime local
              ? local.atZone(ZoneId.systemDefault()).toOffsetDateTime()
              : OffsetDateTime.from(read);
      return time.toString();
    } catch (DateTimeException e) {
      throw new CommandException(
          ExitCode.WRONG_USE,
          "'" + text + "' is no time. Write it as 2026-12-01T18:00 or 2026-12-01T18:00Z.");
    }
  }

  static String line(JsonNode item) {
    String group = item.path("group").asString("");
    String ended = item.path("endedAt").asString("");
    return text(item, "id")
        + "  "
        + text(item, "delegate")
        + " for "
        + text(item, "delegator")
        + (group.isEmpty() ? "" : " in " + Text.visible(group))
        + ", "
        + text(item, "startsAt")
        + " to "
        + text(item, "endsAt")
        + (ended.isEmpty() ? "" : ", ended " + Text.visible(ended));
  }

  private static String text(JsonNode item, String field) {
    return Text.visible(item.path(field).asString(""));
  }
}
