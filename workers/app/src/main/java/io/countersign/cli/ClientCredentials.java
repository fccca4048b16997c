package io.countersign.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Short-lived tokens by a client's secret; a new one shortly before the last one ends. */
final class ClientCredentials implements Tokens {

  private static final int EARLY_SECONDS = 30;

  private final String issuer;
  private final String client;
  private final Supplier<String> secret;
  private final Clock clock = Clock.systemUTC();
  private String token = "";
  private Instant until = Instant.MIN;

  ClientCredentials(String issuer, String client, Supplier<String> secret) {
    this.issuer = issuer;
    this.client = client;
    this.secret = secret;
  }

  @Override
  public synchronized String current() {
    Instant now = clock.instant();
    if (now.isBefore(until)) {
      return token;
    }
    IdentityProvider.Answer answer =
        new IdentityProvider(issuer).clientCredentials(client, secret.get());
    if (!answer.ok()) {
      throw new CommandException(
          ExitCode.REFUSED,
          "The identity provider gives '" + client + "' no token: " + answer.error() + ".");
    }
    JsonNode body = answer.body();
    token = body.path("access_token").asString("");
    until = now.plusSeconds(Math.max(0, body.path("expires_in").asLong(0) - EARLY_SECONDS));
    return token;
  }
}
