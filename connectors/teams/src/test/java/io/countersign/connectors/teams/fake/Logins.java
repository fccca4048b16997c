package io.countersign.connectors.teams.fake;

import com.sun.net.httpserver.HttpExchange;
import io.countersign.connectors.teams.fake.ConnectorService.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Where the bot gets its tokens, and people sign in. */
final class Logins {

  private static final String LOGIN = "login/" + FakeTeams.TENANT + "/";

  /** The bot's tokens that are worth something. */
  final Set<String> tokens = ConcurrentHashMap.newKeySet();

  final FakeEntra entra;
  private final BooleanSupplier down;

  Logins(URI here, BooleanSupplier down) {
    this.entra = new FakeEntra(here.resolve(LOGIN));
    this.down = down;
  }

  void login(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    switch (exchange.getRequestURI().getPath().replaceFirst("^/" + LOGIN, "")) {
      case "oauth2/v2.0/authorize" -> authorize(exchange);
      case "oauth2/v2.0/token" -> token(exchange, form);
      case "discovery/v2.0/keys" -> FakeTeams.send(exchange, new Reply(200, entra.keys()));
      default -> FakeTeams.send(exchange, new Reply(404, Map.of()));
    }
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Optional<String> next = entra.authorize(exchange.getRequestURI().getRawQuery());
    next.ifPresent(location -> exchange.getResponseHeaders().set("Location", location));
    FakeTeams.send(exchange, new Reply(next.isPresent() ? 302 : 403, Map.of()));
  }

  private void token(HttpExchange exchange, String form) throws IOException {
    boolean bot =
        form.contains("grant_type=client_credentials")
            && form.contains("client_id=" + FakeTeams.APP)
            && form.contains("client_secret=" + FakeTeams.PASSWORD);
    Optional<String> person = entra.redeem(form);
    if (down.getAsBoolean()) {
      FakeTeams.send(exchange, new Reply(503, Map.of()));
    } else if (person.isPresent()) {
      FakeTeams.send(
          exchange,
          new Reply(200, Map.of("token_type", "Bearer", "id_token", person.orElseThrow())));
    } else if (bot) {
      FakeTeams.send(exchange, new Reply(200, botToken(3_599)));
    } else {
      FakeTeams.send(exchange, new Reply(401, Map.of("error", "invalid_client")));
    }
  }

  private Map<String, Object> botToken(Object seconds) {
    String token = UUID.randomUUID().toString();
    tokens.add(token);
    return Map.of("token_type", "Bearer", "expires_in", seconds, "access_token", token);
  }

  /**
   * The machine's own endpoint, which writes numbers as texts, and wants to be asked on purpose.
   */
  void identity(HttpExchange exchange) throws IOException {
    Map<String, String> asked = FakeEntra.fields(exchange.getRequestURI().getRawQuery());
    boolean good =
        "true".equals(exchange.getRequestHeaders().getFirst("Metadata"))
            && FakeTeams.APP.equals(asked.get("client_id"))
            && "https://api.botframework.com".equals(asked.get("resource"));
    FakeTeams.send(exchange, good ? new Reply(200, botToken("3599")) : new Reply(400, Map.of()));
  }
}
