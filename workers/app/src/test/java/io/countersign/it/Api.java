package io.countersign.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the HTTP API as one person, and shows whatever it answers. */
final class Api {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI base;
  private final String token;

  Api(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer: its status and its body. */
  record Answer(int status, JsonNode body) {}

  boolean isReady() {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(base.resolve("/api/v1/health")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** An answer that is no JSON. */
  String text(String path) {
    try {
      return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Answer post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer requestRelease(Path source, Path destination, String reason) {
    return post(
        "/api/v1/releases",
        Map.of(
            "source", source.toString(),
            "destination", destination.toString(),
            "reason", reason));
  }

  Answer change(String path, String column, String treatment) {
    return post(path, Map.of("columns", Map.of(column, treatment)));
  }

  JsonNode release(String id) {
    return get("/api/v1/releases/" + id).body();
  }

  Answer decide(String review, String choice, String comment) {
    return decide(get("/api/v1/reviews/" + review).body(), review, choice, comment);
  }

  /** Decides on what somebody else was shown: not everybody may look at every review. */
  Answer decide(JsonNode shown, String review, String choice, String comment) {
    Map<String, String> body = new HashMap<>();
    body.put("choice", choice);
    body.put("subjectDigest", shown.path("subjectDigest").asString());
    body.put("shownDigest", shown.path("shownDigest").asString());
    body.put("comment", comment);
    return post("/api/v1/reviews/" + review + "/decisions", body);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String body = response.body().isBlank() ? "{}" : response.body();
      return new Answer(response.statusCode(), JsonMapper.shared().readTree(body));
    } catch (IOException e) {
      return new Answer(0, JsonMapper.shared().createObjectNode());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
