package io.countersign.connectors.teams;

import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether whoever acted is a full member of the tenant. Asks the conversation's roster, and
 * believes it for ten seconds, so that an outage in Teams lets nobody pass.
 */
final class Members {

  static final Duration BELIEVED = Duration.ofSeconds(10);
  private static final int MOST_REMEMBERED = 10_000;

  private final Connector connector;
  private final TeamsSettings settings;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Standing standing, Instant until) {}

  Members(Connector connector, TeamsSettings settings, Clock clock) {
    this.connector = connector;
    this.settings = settings;
    this.clock = clock;
  }

  /** What somebody is to this tenant. */
  sealed interface Standing {
    record Member(ChannelUser user) implements Standing {}

    /** Why they cannot take part, in a sentence for them. */
    record Outsider(String why) implements Standing {}
  }

  Standing standing(Activity activity) {
    Optional<String> object = activity.object();
    Optional<String> user = activity.user();
    Optional<String> conversation = activity.conversation();
    boolean here =
        activity.tenant().equals(Optional.of(settings.tenant()))
            && activity.conversationTenant().stream().allMatch(settings.tenant()::equals);
    if (!here) {
      return foreigner();
    }
    if (object.isEmpty() || user.isEmpty() || conversation.isEmpty()) {
      return new Standing.Outsider("Teams does not say who you are, so nothing was decided.");
    }
    String key = conversation.get() + " " + user.get() + " " + object.get();
    Known believed = known.get(key);
    Instant now = clock.instant();
    if (believed != null && now.isBefore(believed.until())) {
      return believed.standing();
    }
    return ask(activity, object.get(), key, now);
  }

  private Standing ask(Activity activity, String object, String key, Instant now) {
    try {
      Json member =
          connector.get(
              activity.service().orElseThrow(),
              "v3/conversations/"
                  + Connector.part(activity.conversation().orElseThrow())
                  + "/members/"
                  + Connector.part(activity.user().orElseThrow()));
      Standing standing = judge(member, object);
      if (known.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      known.put(key, new Known(standing, now.plus(BELIEVED)));
      return standing;
    } catch (ChannelException e) {
      return e.remedy() == ChannelException.Remedy.GONE
          ? new Standing.Outsider("You are no member of this conversation (any more).")
          : new Standing.Outsider(
              "Teams does not say right now whether you are a full member of this tenant, so nothing"
                  + " was decided. Try again in a minute, or decide elsewhere.");
    }
  }

  private static Standing foreigner() {
    return new Standing.Outsider(
        "You are here from another organisation. Only members of this one take part in reviews.");
  }

  private Standing judge(Json member, String object) {
    String role = member.text("userRole").orElse("");
    if (role.equals("bot") || member.text("id").filter(id -> id.startsWith("28:")).isPresent()) {
      return new Standing.Outsider("Programs never decide. Ask a person to review.");
    }
    if (!member.text("tenantId").equals(Optional.of(settings.tenant()))) {
      return foreigner();
    }
    if (!member.text("aadObjectId").or(() -> member.text("objectId")).equals(Optional.of(object))) {
      return new Standing.Outsider("Teams knows you under another name, so nothing was decided.");
    }
    if (!role.equals("user")) {
      return new Standing.Outsider(
          "Guests of the tenant cannot take part in reviews. Ask a full member.");
    }
    return new Standing.Member(new ChannelUser(settings.subject(object), Optional.empty()));
  }
}
