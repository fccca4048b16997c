package io.countersign.connectors.slack.fake;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed calls over HTTP; events that are not answered are sent again. */
public final class HttpTransport implements Transport {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI app;
  private final String secret;

  /**
   * @param app the app's request URL
   */
  public HttpTransport(URI app, String secret) {
    this.app = app;
    this.secret = secret;
  }

  @Override
  public Answer call(String kind, JsonObject payload) {
    String body =
        switch (kind) {
          case "events_api" -> payload.toString();
          case "slash_commands" -> form(payload);
          default -> "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
        };
    Answer first = send(body, kind, 0);
    return first.status() != 0 || !kind.equals("events_api") ? first : send(body, kind, 1);
  }

  private Answer send(String body, String kind, int retry) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    return send(body, kind, timestamp, sign(secret, timestamp, body), retry);
  }

  /** Sends whatever it is told, signed however it is told. */
  public Answer send(String body, String kind, String timestamp, String signature, int retry) {
    String type =
        kind.equals("events_api") ? "application/json" : "application/x-www-form-urlencoded";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app)
            .timeout(Duration.ofMillis(PATIENCE_MILLIS))
            .header("Content-Type", type)
            .header("X-Slack-Request-Timestamp", timestamp)
            .header("X-Slack-Signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (retry > 0) {
      request.header("X-Slack-Retry-Num", Integer.toString(retry));
    }
    long start = System.nanoTime();
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), SocketTransport.millis(start));
    } catch (IOException e) {
      return new Answer(0, "", SocketTransport.millis(start));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String form(JsonObject payload) {
    return payload.asMap().entrySet().stream()
        .map(Map.Entry::copyOf)
        .map(
            field ->
                field.getKey()
                    + "="
                    + URLEncoder.encode(field.getValue().getAsString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Slack's signature of a body. */
  public static String sign(String secret, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] base = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(base));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
