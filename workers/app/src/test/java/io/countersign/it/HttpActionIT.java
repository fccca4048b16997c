package io.countersign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A change of infrastructure through somebody else's HTTP API. */
class HttpActionIT {

  private static final String SECRET = "t0ken-that-nobody-reads";
  private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();

  private static HttpServer api;
  private static App app;

  @BeforeAll
  static void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          RECEIVED.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    api.start();
    Files.writeString(Embedded.folder("http-secrets").resolve("api-token"), SECRET);
    String host = "countersign.effects.http.hosts.0.";
    Map<String, String> settings =
        Map.of(
            host + "host", "127.0.0.1:" + api.getAddress().getPort(),
            host + "scheme", "http",
            host + "trust", "internal",
            host + "allow-private", "true",
            host + "secrets", "api-token");
    app =
        App.start(
            Map.of(
                "COUNTERSIGN_SECRETS_DIR", Embedded.folder("http-secrets").toString(),
                "SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings)));
  }

  @AfterAll
  static void stop() {
    app.close();
    api.stop(0);
  }

  @Test
  void request_onceSigned_isSentOnceWithItsSecretThatNobodySaw() {
    String path = "/replicas?cluster=eu";
    Api.Answer asked = ask(path, "{\"replicas\": 3}");
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
    String action = asked.body().path("id").asString();
    String review = until(action, "review").path("review").asString();
    JsonNode shown = app.as("tom").get("/api/v1/reviews/" + review).body();
    assertThat(shown.toString()).contains("${secret:api-token}", "replicas").doesNotContain(SECRET);
    assertThat(received(path)).isEmpty();

    approve(review);

    until(action, "DONE");
    assertThat(received(path))
        .containsExactly("POST " + path + " Bearer " + SECRET + " {\"replicas\": 3}");
    assertThat(app.as("ada").get("/api/v1/actions/" + action).body().toString())
        .doesNotContain(SECRET);
    assertThat(
            Database.count(
                "select count(*) from countersign.execution where receipt like '%" + SECRET + "%'"))
        .isZero();
  }

  @Test
  void request_toAHostThatIsNotListed_isRefusedBeforeAnybodyIsAsked() {
    Api.Answer asked =
        app.as("ada")
            .post(
                "/api/v1/actions",
                Map.of(
                    "effect",
                    "http.request",
                    "target",
                    Map.of("url", "http://169.254.169.254/latest/meta-data"),
                    "parameters",
                    Map.of("method", "GET"),
                    "reason",
                    "Integration test"));
    assertThat(asked.status()).isEqualTo(422);
    assertThat(asked.body().path("detail").asString()).contains("169.254.169.254");
  }

  private static Api.Answer ask(String path, String body) {
    String url = "http://127.0.0.1:" + api.getAddress().getPort() + path;
    return app.as("ada")
        .post(
            "/api/v1/actions",
            Map.of(
                "effect",
                "http.request",
                "target",
                Map.of("url", url),
                "parameters",
                Map.of(
                    "method",
                    "POST",
                    "header.Authorization",
                    "Bearer ${secret:api-token}",
                    "header.Content-Type",
                    "application/json",
                    "body",
                    body),
                "reason",
                "Integration test"));
  }

  /** One of the platform, and of security, where policy asks for both. */
  private static void approve(String review) {
    for (String person : List.of("tom", "olga", "iris")) {
      app.as(person).decide(review, "approve", "");
    }
  }

  private static List<String> received(String path) {
    return RECEIVED.stream().filter(line -> line.contains(path)).toList();
  }

  private static JsonNode until(String action, String what) {
    return await(what + " of action " + action)
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> app.as("ada").get("/api/v1/actions/" + action).body(),
            found -> found.has(what) || found.path("state").asString("").equals(what));
  }
}
