package io.countersign.connectors.slack;

import com.slack.api.model.User;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether whoever clicked is a full member of the workspace. Asks Slack, and believes its answer
 * for ten seconds, so that an outage or a limit in Slack lets nobody pass.
 */
final class Members {

  static final Duration BELIEVED = Duration.ofSeconds(10);
  private static final int MOST_REMEMBERED = 10_000;

  private final SlackApi api;
  private final Workspace workspace;
  private final boolean matchEmail;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Standing standing, Instant until) {}

  Members(SlackApi api, Workspace workspace, boolean matchEmail, Clock clock) {
    this.api = api;
    this.workspace = workspace;
    this.matchEmail = matchEmail;
    this.clock = clock;
  }

  /** What somebody is to this workspace. */
  sealed interface Standing {
    record Member(ChannelUser user) implements Standing {}

    /** Why they cannot take part, in a sentence for them. */
    record Outsider(String why) implements Standing {}
  }

  /**
   * Who a signed call comes from, as it says. All of it is what Slack signed.
   *
   * @param app the app that the call is for
   * @param team the workspace in which they acted
   * @param home the workspace that they belong to, where the call says so
   */
  record Caller(
      String user,
      @Nullable String app,
      @Nullable String enterprise,
      @Nullable String team,
      @Nullable String home) {}

  /** What somebody is who signed in with Slack, for an app whose registration is ours. */
  Standing signedIn(String user, @Nullable String team) {
    return standing(new Caller(user, workspace.app(), null, team, null));
  }

  Standing standing(Caller caller) {
    Optional<String> foreign = foreign(caller);
    if (foreign.isPresent()) {
      return new Standing.Outsider(foreign.get());
    }
    Instant now = clock.instant();
    Known believed = known.get(caller.user());
    if (believed != null && now.isBefore(believed.until())) {
      return believed.standing();
    }
    return ask(caller.user(), now);
  }

  private Standing ask(String id, Instant now) {
    try {
      Standing standing =
          judge(api.now("users.info", c -> c.usersInfo(request -> request.user(id))).getUser());
      if (known.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      known.put(id, new Known(standing, now.plus(BELIEVED)));
      return standing;
    } catch (ChannelException e) {
      return new Standing.Outsider(
          "Slack does not say right now whether you are a full member of this workspace, so nothing"
              + " was decided. Try again in a minute, or decide elsewhere.");
    }
  }

  private Optional<String> foreign(Caller caller) {
    if (!workspace.app().equals(caller.app())) {
      return Optional.of("This click was meant for another app.");
    }
    boolean elsewhere =
        !workspace.team().equals(caller.team())
            || Stream.of(caller.home())
                .filter(Objects::nonNull)
                .anyMatch(home -> !home.equals(workspace.team()))
            || (caller.enterprise() != null
                && !workspace.enterprise().equals(Optional.of(caller.enterprise())));
    return elsewhere
        ? Optional.of(
            "You are here from another workspace. Only members of this one take part in reviews.")
        : Optional.empty();
  }

  private Standing judge(User user) {
    if (user.isBot() || user.isWorkflowBot()) {
      return new Standing.Outsider("Programs never decide. Ask a person to review.");
    }
    if (user.isDeleted()) {
      return new Standing.Outsider("This account was deactivated and cannot take part in reviews.");
    }
    if (user.isRestricted() || user.isUltraRestricted()) {
      return new Standing.Outsider(
          "Guests of the workspace cannot take part in reviews. Ask a full member.");
    }
    if (user.isStranger() || !workspace.team().equals(user.getTeamId())) {
      return new Standing.Outsider(
          "You are here from another workspace. Only members of this one take part in reviews.");
    }
    return new Standing.Member(new ChannelUser(workspace.subject(user.getId()), email(user)));
  }

  private Optional<String> email(User user) {
    return matchEmail && user.isEmailConfirmed() && user.getProfile() != null
        ? Optional.ofNullable(user.getProfile().getEmail()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
