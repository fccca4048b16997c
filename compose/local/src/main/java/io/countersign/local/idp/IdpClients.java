package io.countersign.local.idp;

import io.countersign.local.idp.IdpUsers.WebClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the identity provider. */
final class IdpClients {

  /** What the terminal's client asks for; people have their rights by their groups. */
  static final String SCOPE = "countersign";

  private static final TokenSettings SHORT_LIVED =
      TokenSettings.builder()
          .accessTokenTimeToLive(Duration.ofMinutes(5))
          .refreshTokenTimeToLive(Duration.ofHours(8))
          .reuseRefreshTokens(false)
          .build();

  private IdpClients() {}

  static List<RegisteredClient> of(IdpUsers users) {
    List<RegisteredClient> clients = new ArrayList<>();
    users.people().forEach(human -> clients.add(program(human.name(), human.secret(), Set.of())));
    users
        .agents()
        .forEach(agent -> clients.add(program(agent.name(), agent.secret(), agent.scopes())));
    clients.add(terminal());
    if (users.web() != null) {
      clients.add(browser(users.web()));
    }
    return clients;
  }

  private static RegisteredClient program(String name, String secret, Set<String> scopes) {
    return RegisteredClient.withId(name)
        .clientId(name)
        .clientSecret("{noop}" + secret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(granted -> granted.addAll(scopes))
        .tokenSettings(SHORT_LIVED)
        .build();
  }

  private static RegisteredClient terminal() {
    return RegisteredClient.withId(IdpUsers.CLI)
        .clientId(IdpUsers.CLI)
        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
        .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .scope(SCOPE)
        .tokenSettings(SHORT_LIVED)
        .build();
  }

  private static RegisteredClient browser(WebClient web) {
    return RegisteredClient.withId(web.name())
        .clientId(web.name())
        .clientSecret("{noop}" + web.secret())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri(web.application() + web.redirect())
        .postLogoutRedirectUri(web.application() + "/")
        .scope("openid")
        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
        .tokenSettings(SHORT_LIVED)
        .build();
  }
}
