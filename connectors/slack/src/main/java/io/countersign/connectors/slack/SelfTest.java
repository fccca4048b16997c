package io.countersign.connectors.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks Slack whether the token, the workspace, the permissions and the clock are as they must be.
 */
final class SelfTest {

  static final Set<String> SCOPES = Set.of("chat:write", "users:read", "commands");
  private static final String EMAIL_SCOPE = "users:read.email";

  private final SlackApi api;
  private final SlackSettings settings;
  private final Clock clock;

  SelfTest(SlackApi api, SlackSettings settings, Clock clock) {
    this.api = api;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Tests everything.
   *
   * @throws ChannelException naming everything that is wrong and what to do about it
   */
  Workspace run() throws ChannelException {
    AuthTestResponse who = api.now("auth.test", client -> client.authTest(request -> request));
    List<String> problems = new ArrayList<>();
    if (settings.team().filter(team -> !team.equals(who.getTeamId())).isPresent()) {
      problems.add(
          "The bot-token is of the workspace "
              + who.getTeamId()
              + ", but team is set to "
              + settings.team().get()
              + ". Install the app in the right workspace, or correct the setting.");
    }
    if (who.getBotId() == null) {
      problems.add("The bot-token is no bot's. Use the Bot User OAuth Token (xoxb-…).");
    }
    scopes(who, problems);
    skew(who, problems);
    if (!problems.isEmpty()) {
      throw new ChannelException(Remedy.OPERATOR, String.join(" ", problems));
    }
    String app =
        api.now("bots.info", client -> client.botsInfo(request -> request.bot(who.getBotId())))
            .getBot()
            .getAppId();
    return new Workspace(
        app, Optional.ofNullable(who.getEnterpriseId()), who.getTeamId(), who.getUserId());
  }

  private void scopes(AuthTestResponse who, List<String> problems) {
    Optional<String> granted = header(who, "x-oauth-scopes");
    if (granted.isEmpty()) {
      return;
    }
    Set<String> missing = new TreeSet<>(SCOPES);
    if (settings.matchEmail()) {
      missing.add(EMAIL_SCOPE);
    }
    missing.removeAll(
        Arrays.stream(granted.get().split(",", -1)).map(String::strip).collect(Collectors.toSet()));
    if (!missing.isEmpty()) {
      problems.add(
          "The app lacks the bot scopes "
              + missing
              + ". Add them under 'OAuth & Permissions' and install the app again.");
    }
  }

  private void skew(AuthTestResponse who, List<String> problems) {
    Instant now = clock.instant();
    header(who, "date")
        .flatMap(SelfTest::time)
        .map(theirs -> Duration.between(theirs, now))
        .filter(skew -> skew.abs().compareTo(Signature.SKEW.dividedBy(2)) > 0)
        .ifPresent(
            skew ->
                problems.add(
                    "This machine's clock is "
                        + skew.abs().toSeconds()
                        + " s "
                        + (skew.isNegative() ? "behind" : "ahead of")
                        + " Slack's. Let it be set by NTP; signatures would be refused."));
  }

  private static Optional<Instant> time(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> header(AuthTestResponse response, String name) {
    return response.getHttpResponseHeaders().entrySet().stream()
        .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(Map.Entry::getValue)
        .filter(values -> !values.isEmpty())
        .map(List::getFirst)
        .findFirst();
  }
}
