package io.countersign.connectors.teams.fake;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls the bot as the connector does: a token with every activity, and little patience. */
public final class Caller implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI bot;
  private final FakeTeams teams;

  Caller(URI bot, FakeTeams teams) {
    this.bot = bot;
    this.teams = teams;
  }

  /** Sends an activity, properly signed. */
  public Answer send(Map<String, Object> activity) {
    return send(
        JSONObjectUtils.toJSONString(activity), "Bearer " + teams.issuer().token(teams.service()));
  }

  /** Sends whatever it is told, under whatever header. */
  public Answer send(String body, String authorization) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(bot)
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/json; charset=utf-8")
                  .header("Authorization", authorization)
                  .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                  .build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return answer(response, millis(start));
    } catch (IOException e) {
      return new Answer(0, "", "", millis(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Answer answer(HttpResponse<String> response, long millis) {
    if (response.body().isEmpty()) {
      return new Answer(response.statusCode(), "", "", millis);
    }
    try {
      Map<String, Object> json = JSONObjectUtils.parse(response.body());
      return new Answer(
          response.statusCode(),
          String.valueOf(json.get("type")),
          json.getOrDefault("value", ""),
          millis);
    } catch (ParseException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
