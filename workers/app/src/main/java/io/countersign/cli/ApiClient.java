package io.countersign.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running application. */
final class ApiClient {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int FIRST_ERROR = 400;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final Tokens tokens;

  ApiClient(URI base, Tokens tokens) {
    this.base = base;
    this.tokens = tokens;
  }

  ApiClient(URI base, String token) {
    this(base, () -> token);
  }

  /** The token that it would show now. */
  String token() {
    return tokens.current();
  }

  URI base() {
    return base;
  }

  JsonNode get(String path) {
    return call(request(path).GET().build());
  }

  /** What everybody may see, asked for as nobody. */
  JsonNode open(String path) {
    return call(
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30)).GET().build());
  }

  /** The body of an answer, as it is. */
  byte[] bytes(String path) {
    HttpResponse<byte[]> response =
        send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() >= FIRST_ERROR) {
      throw refused(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  /** Hands the body of an answer to somebody while it arrives. */
  <T> T stream(String path, Reader<T> reader) {
    HttpResponse<InputStream> response =
        send(
            request(path).timeout(Duration.ofHours(1)).GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() >= FIRST_ERROR) {
        throw refused(
            response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      return reader.read(body);
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, "The server at " + base + " broke off: " + e);
    }
  }

  /** Takes an answer as it arrives. */
  interface Reader<T> {
    T read(InputStream body) throws IOException;
  }

  JsonNode post(String path, Map<String, Object> body) {
    HttpRequest.BodyPublisher json =
        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(json)
            .build());
  }

  JsonNode delete(String path) {
    return call(request(path).DELETE().build());
  }

  JsonNode putYaml(String path, String yaml) {
    return call(
        request(path)
            .header("Content-Type", "application/yaml")
            .PUT(HttpRequest.BodyPublishers.ofString(yaml))
            .build());
  }

  /** Whether the server answers and its workers are open. */
  boolean ready() {
    try {
      HttpResponse<Void> response =
          http.send(
              HttpRequest.newBuilder(base.resolve("/api/v1/health"))
                  .timeout(Duration.ofSeconds(5))
                  .GET()
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      return response.statusCode() < FIRST_ERROR;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("User-Agent", "countersign-cli/0.1")
        .header("Authorization", "Bearer " + tokens.current());
  }

  private JsonNode call(HttpRequest request) {
    HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= FIRST_ERROR) {
      throw refused(response.statusCode(), response.body());
    }
    return JSON.readTree(response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (ConnectException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "Nothing answers at " + base + ". Start it with 'countersign demo --keep' or 'serve'.");
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, "The server at " + base + " broke off: " + e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static CommandException refused(int status, String body) {
    if (status == UNAUTHORISED) {
      return new CommandException(
          ExitCode.REFUSED,
          "The server does not know you. Sign in with 'countersign login', or use --as or --token-file.");
    }
    int code =
        switch (status) {
          case FORBIDDEN, CONFLICT -> ExitCode.REFUSED;
          case 400, 404, 422 -> ExitCode.WRONG_USE;
          default -> ExitCode.FAILED;
        };
    return new CommandException(code, detail(status, body));
  }

  private static String detail(int status, String body) {
    try {
      String detail = JSON.readTree(body).path("detail").asString("");
      if (!detail.isBlank()) {
        return detail;
      }
    } catch (JacksonException e) {
      return "The server answered " + status + " with something that is no JSON.";
    }
    return "The server answered " + status + ".";
  }

  private static CommandException interrupted() {
    Thread.currentThread().interrupt();
    return new CommandException(ExitCode.FAILED, "Interrupted.");
  }
}
