package io.countersign.process.internal;

import io.camunda.client.CredentialsProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Logs in to a cluster whose REST API wants the session of its web applications, as 8.6 does when
 * Tasklist and Operate run beside the broker with their own users.
 */
final class EngineSession implements CredentialsProvider {

  private static final int UNAUTHORISED = 401;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI rest;
  private final String user;
  private final String password;
  private @Nullable Map<String, String> headers;

  EngineSession(URI rest, String user, String password) {
    this.rest = rest;
    this.user = user;
    this.password = password;
  }

  @Override
  public synchronized void applyCredentials(CredentialsApplier applier) throws IOException {
    Map<String, String> session = headers;
    if (session == null) {
      session = login();
      headers = session;
    }
    session.forEach(applier::put);
  }

  @Override
  public synchronized boolean shouldRetryRequest(StatusCode status) {
    if (status.code() == UNAUTHORISED) {
      headers = null;
      return true;
    }
    return false;
  }

  private Map<String, String> login() throws IOException {
    String form = "username=" + encode(user) + "&password=" + encode(password);
    HttpRequest request =
        HttpRequest.newBuilder(rest.resolve("/api/login"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
      List<String> cookies = answer.headers().allValues("Set-Cookie");
      if (answer.statusCode() >= 400 || cookies.isEmpty()) {
        throw new IOException(
            "The cluster refused the login of '" + user + "' (" + answer.statusCode() + ").");
      }
      Map<String, String> session = new HashMap<>();
      session.put(
          "Cookie",
          cookies.stream().map(c -> c.split(";", 2)[0]).collect(Collectors.joining("; ")));
      answer
          .headers()
          .firstValue("X-CSRF-TOKEN")
          .ifPresent(token -> session.put("X-CSRF-TOKEN", token));
      return session;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The login was interrupted.", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
