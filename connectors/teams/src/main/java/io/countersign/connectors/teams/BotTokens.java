package io.countersign.connectors.teams;

import io.countersign.connectors.teams.TeamsSettings.Credential;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelException.Remedy;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bot's own tokens: kept until shortly before they expire. */
final class BotTokens {

  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final int HOUR = 3_600;

  private final Http http;
  private final TeamsSettings settings;
  private final Clock clock;
  private @Nullable Token token;

  private record Token(String text, Instant renew) {}

  BotTokens(Http http, TeamsSettings settings, Clock clock) {
    this.http = http;
    this.settings = settings;
    this.clock = clock;
  }

  synchronized String get() throws ChannelException {
    Token kept = token;
    if (kept != null && clock.instant().isBefore(kept.renew())) {
      return kept.text();
    }
    Token fresh = fetch();
    token = fresh;
    return fresh.text();
  }

  /** It was refused; the next one is another. */
  synchronized void forget(String refused) {
    if (token != null && token.text().equals(refused)) {
      token = null;
    }
  }

  private Token fetch() throws ChannelException {
    HttpResponse<String> response;
    try {
      response =
          switch (settings.credential()) {
            case Credential.Secret secret -> http.post(secret.url(), form(secret));
            case Credential.Managed managed ->
                http.send(
                    HttpRequest.newBuilder(managed(managed.url()))
                        .header("Metadata", "true")
                        .GET());
          };
    } catch (IOException e) {
      throw new ChannelException(
          Remedy.LATER, "The token endpoint of Teams' bot does not answer: " + e.getMessage());
    }
    Json body = Json.read(response.body()).orElse(Json.EMPTY);
    if (response.statusCode() / 100 == 5 || response.statusCode() == 429) {
      throw new ChannelException(
          Remedy.LATER, "The token endpoint answers " + response.statusCode() + ".");
    }
    String text =
        body.text("access_token")
            .orElseThrow(
                () ->
                    new ChannelException(
                        Remedy.OPERATOR,
                        "Entra gives the bot no token ("
                            + body.text("error").orElse("status " + response.statusCode())
                            + "). Check app-id, tenant and app-password (or managed-identity); make"
                            + " a new client secret if the old one has expired."));
    long seconds = seconds(body);
    Duration life = Duration.ofSeconds(seconds);
    Duration kept =
        life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
    return new Token(text, clock.instant().plus(kept));
  }

  /** The machine's own endpoint writes the number as a text. */
  private static long seconds(Json body) {
    return body.number("expires_in")
        .map(Number::longValue)
        .orElseGet(
            () ->
                body.text("expires_in")
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Long::parseLong)
                    .orElse((long) HOUR));
  }

  private Map<String, String> form(Credential.Secret secret) {
    return Map.of(
        "grant_type", "client_credentials",
        "client_id", settings.app(),
        "client_secret", secret.secret(),
        "scope", settings.scope());
  }

  private URI managed(URI url) {
    String resource = settings.scope().replaceFirst("/\\.default$", "");
    return URI.create(
        url
            + "?api-version=2018-02-01&resource="
            + URLEncoder.encode(resource, StandardCharsets.UTF_8)
            + "&client_id="
            + URLEncoder.encode(settings.app(), StandardCharsets.UTF_8));
  }
}
