package io.countersign.connectors.slack;

import io.countersign.spi.review.ChatSignIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sign in with Slack. Who signed in there still has to be a full member of the one workspace. */
final class SlackSignIn implements ChatSignIn {

  private static final String CLAIM = "https://slack.com/";

  private final SlackSettings settings;
  private final SlackSettings.Client client;
  private final Supplier<Optional<Members>> members;

  /**
   * @param members empty until Slack was reached
   */
  SlackSignIn(
      SlackSettings settings, SlackSettings.Client client, Supplier<Optional<Members>> members) {
    this.settings = settings;
    this.client = client;
    this.members = members;
  }

  @Override
  public Provider provider() {
    URI site = settings.apiUrl().resolve("..");
    return new Provider(
        site.toString().replaceFirst("/$", ""),
        site.resolve("openid/connect/authorize"),
        settings.apiUrl().resolve("openid.connect.token"),
        site.resolve("openid/connect/keys"),
        client.id(),
        client.secret(),
        List.of("openid", "profile"),
        settings.team().map(team -> Map.of("team", team)).orElse(Map.of()));
  }

  @Override
  public Result read(Map<String, Object> claims) {
    String user = text(claims, CLAIM + "user_id");
    Optional<Members> known = members.get();
    if (user == null || known.isEmpty()) {
      return new Result.Outsider("Slack cannot be asked who you are right now. Try again later.");
    }
    return switch (known.get().signedIn(user, text(claims, CLAIM + "team_id"))) {
      case Members.Standing.Outsider outsider -> new Result.Outsider(outsider.why());
      case Members.Standing.Member member ->
          new Result.Member(member.user(), Optional.ofNullable(text(claims, "name")).orElse(user));
    };
  }

  private static @Nullable String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? text : null;
  }
}
