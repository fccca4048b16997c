package io.countersign.connectors.teams;

import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.ChatSignIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sign in with Entra, in the one tenant. Guests stay guests: their tokens say so. */
final class EntraSignIn implements ChatSignIn {

  private static final String GUEST = "1";

  private final TeamsSettings settings;
  private final TeamsSettings.Client client;

  EntraSignIn(TeamsSettings settings, TeamsSettings.Client client) {
    this.settings = settings;
    this.client = client;
  }

  @Override
  public Provider provider() {
    return new Provider(
        settings.authority().resolve("v2.0").toString(),
        settings.authority().resolve("oauth2/v2.0/authorize"),
        settings.authority().resolve("oauth2/v2.0/token"),
        settings.authority().resolve("discovery/v2.0/keys"),
        client.id(),
        client.secret(),
        List.of("openid", "profile"),
        Map.of("prompt", "select_account"));
  }

  @Override
  public Result read(Map<String, Object> claims) {
    Json read = new Json(claims);
    Optional<String> object = read.text("oid");
    if (!read.text("tid").equals(Optional.of(settings.tenant())) || object.isEmpty()) {
      return new Result.Outsider(
          "You signed in at another organisation. Only members of this one take part in reviews.");
    }
    boolean guest =
        String.valueOf(claims.get("acct")).equals(GUEST)
            || read.text("idp").filter(idp -> !idp.contains(settings.tenant())).isPresent();
    return guest
        ? new Result.Outsider(
            "Guests of the tenant cannot take part in reviews. Ask a full member.")
        : new Result.Member(
            new ChannelUser(settings.subject(object.get()), Optional.empty()),
            read.text("name").orElse(object.get()));
  }
}
