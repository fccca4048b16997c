package io.countersign.connectors.teams;

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
import java.util.Map;
import java.util.Optional;

/**
 * Calls the connector service, at the pace that it allows, and says what a failure asks for. Its
 * token goes to allowed services alone.
 */
final class Connector {

  private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

  private final Http http;
  private final BotTokens tokens;
  private final TeamsSettings settings;
  private final Pace pace;

  Connector(Http http, BotTokens tokens, TeamsSettings settings, Clock clock) {
    this.http = http;
    this.tokens = tokens;
    this.settings = settings;
    this.pace = new Pace(clock);
  }

  /** A part of a path. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks now, whatever the pace: somebody waits for it. */
  Json get(URI service, String path) throws ChannelException {
    return call(service, path, "GET", Map.of(), true);
  }

  /**
   * Sends unless that would be too soon.
   *
   * @param conversation what the limit counts
   */
  Json send(URI service, String path, String method, Map<String, ?> body, String conversation)
      throws ChannelException {
    Optional<Duration> wait = pace.take(conversation);
    if (wait.isPresent()) {
      throw new ChannelException(Remedy.LATER, wait, "Teams takes no more of this yet.");
    }
    try {
      return call(service, path, method, body, true);
    } catch (ChannelException e) {
      e.retryAfter().ifPresent(asked -> pace.close(conversation, asked));
      throw e;
    }
  }

  private Json call(
      URI service, String path, String method, Map<String, ?> body, boolean mayTryAgain)
      throws ChannelException {
    URI uri = service.resolve(path);
    if (!settings.allows(service) || !settings.allows(uri)) {
      throw new ChannelException(
          Remedy.OPERATOR,
          "'" + service + "' is not in service-urls, so the bot's token does not go there.");
    }
    String token = tokens.get();
    HttpResponse<String> response = send(uri, method, body, token);
    if (response.statusCode() == 401 && mayTryAgain) {
      tokens.forget(token);
      return call(service, path, method, body, false);
    }
    if (response.statusCode() / 100 == 2) {
      return Json.read(response.body()).orElse(Json.EMPTY);
    }
    throw failed(response, method);
  }

  private HttpResponse<String> send(URI uri, String method, Map<String, ?> body, String token)
      throws ChannelException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    if (method.equals("GET")) {
      request.GET();
    } else {
      request
          .header("Content-Type", "application/json; charset=utf-8")
          .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)));
    }
    try {
      return http.send(request);
    } catch (IOException e) {
      throw new ChannelException(
          Remedy.LATER, "Teams does not answer: " + e.getClass().getSimpleName() + ".");
    }
  }

  private static ChannelException failed(HttpResponse<String> response, String method) {
    int status = response.statusCode();
    String code =
        Json.read(response.body())
            .map(json -> json.at("error"))
            .flatMap(error -> error.text("code"))
            .orElse("no code");
    String what = "Teams answers " + method + " with " + status + " (" + code + ").";
    return switch (status) {
      case 429 ->
          new ChannelException(
              Remedy.LATER,
              Optional.of(retryAfter(response)),
              "Teams asks to be left alone for a while.");
      case 404, 410 -> new ChannelException(Remedy.GONE, what);
      case 401 ->
          new ChannelException(
              Remedy.OPERATOR, what + " Check that app-id and its secret are the bot's.");
      case 403 ->
          new ChannelException(
              Remedy.OPERATOR,
              what + " Install the app in the team, or for the person, and let policy allow it.");
      case 400, 413 -> new ChannelException(Remedy.OPERATOR, what);
      default -> new ChannelException(Remedy.LATER, what);
    };
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text))))
        .orElse(USUAL_WAIT);
  }
}
