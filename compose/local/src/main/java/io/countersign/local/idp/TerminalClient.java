package io.countersign.local.idp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets a public client take part in the device grant (RFC 8628), refresh and revoke by its name
 * alone. The authorization server itself knows public clients only where there is a proof key.
 */
final class TerminalClient {

  private static final Set<String> GRANTS =
      Set.of("urn:ietf:params:oauth:grant-type:device_code", "refresh_token");

  private TerminalClient() {}

  private static final class Token extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1L;

    Token(String clientId) {
      super(clientId, ClientAuthenticationMethod.NONE, null, Map.of());
    }
  }

  /** Sees that it is one. */
  static final class Converter implements AuthenticationConverter {

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
      boolean fits =
          switch (request.getRequestURI()) {
            case "/oauth2/device_authorization", "/oauth2/revoke" -> true;
            case "/oauth2/token" ->
                GRANTS.contains(String.valueOf(request.getParameter("grant_type")));
            default -> false;
          };
      String client = request.getParameter("client_id");
      boolean proves =
          request.getHeader("Authorization") != null
              || request.getParameter("client_secret") != null;
      return fits && client != null && !proves ? new Token(client) : null;
    }
  }

  /** Knows it. */
  static final class Provider implements AuthenticationProvider {

    private final RegisteredClientRepository clients;

    Provider(RegisteredClientRepository clients) {
      this.clients = clients;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
      RegisteredClient client = clients.findByClientId(authentication.getName());
      if (client == null
          || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
      }
      return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
      return Token.class.equals(authentication);
    }
  }
}
