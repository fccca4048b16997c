package io.countersign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs over HTTP: a change through somebody else's API, an export to somebody else's store.
 */
class HttpActionIT {

  private static final String SECRET = "t0ken-that-nobody-reads";
  private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();

  private static HttpServer api;
  private static Storage storage;
  private static App app;

  @BeforeAll
  static void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
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
    storage = Storage.open(Embedded.folder("storage-keys"));
    String first = "countersign.effects.http.hosts.0.";
    String second = "countersign.effects.http.hosts.1.";
    Map<String, String> settings =
        Map.of(
            first + "host",
            "127.0.0.1:" + api.getAddress().getPort(),
            first + "scheme",
            "http",
            first + "trust",
            "internal",
            first + "allow-private",
            "true",
            first + "secrets",
            "api-token",
            second + "host",
            storage.host(),
            second + "trust",
            "internal",
            second + "allow-private",
            "true",
            second + "ca-file",
            storage.certificate().toString(),
            "countersign.engine.requesters.share-customers",
            "etl-agent");
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
    storage.close();
  }

  @Test
  void request_onceSigned_isSentOnceWithItsSecretThatNobodySaw() {
    String path = "/replicas?cluster=eu";
    Api.Answer asked = ask(path, "{\"note\": \"seven lamps\"}");
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
    String action = asked.body().path("id").asString();
    String review = until(action, "review").path("review").asString();
    JsonNode shown = app.as("tom").get("/api/v1/reviews/" + review).body();
    assertThat(shown.toString()).contains("${secret:api-token}", "replicas").doesNotContain(SECRET);
    assertThat(received(path)).isEmpty();

    approve(review);

    until(action, "DONE");
    assertThat(received(path))
        .containsExactly("POST " + path + " Bearer " + SECRET + " {\"note\": \"seven lamps\"}");
    assertThat(app.as("ada").get("/api/v1/actions/" + action).body().toString())
        .doesNotContain(SECRET);
    assertThat(
            Database.count(
                "select count(*) from countersign.execution where receipt like '%" + SECRET + "%'"))
        .isZero();
    assertThat(tablesWith("seven lamps", "so that words are seen")).as("words in clear").isEmpty();
  }

  /** The tables of which a dump would show one of these texts. */
  private static List<String> tablesWith(String... texts) {
    List<String> tables =
        Database.strings(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname in ('countersign', 'history')
            """);
    assertThat(tables).contains("countersign.sealed_action", "history.record");
    return tables.stream()
        .filter(
            table ->
                Stream.of(texts)
                    .anyMatch(
                        text ->
                            Database.count(
                                    "select count(*) from %s t where position('%s' in cast(t as text)) > 0"
                                        .formatted(table, text))
                                > 0))
        .toList();
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

  @Test
  void release_toAnHttpsStore_uploadsTheMaskedFileOnceAfterItsSignature() throws IOException {
    Path customers = Embedded.folder("sources").resolve("for-upload.csv");
    new CustomersGenerator(200, 11).write(customers);
    Api.Answer asked = release(customers, storage.url("/in/customers.csv"));
    assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
    String id = asked.body().path("id").asString();
    String review = Releases.untilPending(app.as("ada"), id).path("review").asString();
    assertThat(storage.files()).doesNotContainKey("/in/customers.csv");

    app.as("grace").decide(review, "approve", "");
    JsonNode ended = Releases.untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(storage.requests("/in/customers.csv"))
        .filteredOn(line -> line.startsWith("PUT"))
        .hasSize(1);
    String uploaded = new String(storage.files().get("/in/customers.csv"), UTF_8);
    assertThat(ended.path("rowsOut").asLong()).isEqualTo(200);
    assertThat(uploaded.lines().count()).as("notes may have lines").isGreaterThan(200);
    assertThat(uploaded).contains("@masked.invalid").doesNotContain("@example.");
  }

  /** A modeller's own process: it asks as its agent, and each of its steps is signed for itself. */
  @Test
  void example_madeWithElementTemplates_sharesWhatWasSignedAndTellsThePartner() throws IOException {
    Path source = Releases.dataset("shared.csv", "id,email\n1,ann@example.org\n".getBytes(UTF_8));
    Path destination = Releases.destination();
    Engine.client()
        .newDeployResourceCommand()
        .addResourceFile("../../bpmn/examples/share-customers.bpmn")
        .send()
        .join();
    long instance =
        Engine.client()
            .newCreateInstanceCommand()
            .bpmnProcessId("share-customers")
            .latestVersion()
            .variables(
                Map.of(
                    "datasetPath",
                    source.toString(),
                    "datasetDestination",
                    destination.toString(),
                    "partnerUrl",
                    "http://127.0.0.1:" + api.getAddress().getPort() + "/partner",
                    "reviewersGroup",
                    "data-stewards"))
            .send()
            .join()
            .getProcessInstanceKey();

    String release =
        one(
            "select cast(id as text) from countersign.release where process_instance_key = "
                + instance);
    approve(Releases.untilPending(app.as("ada"), release).path("review").asString());
    JsonNode ended = Releases.untilEnded(app.as("ada"), release);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("RELEASED");
    assertThat(ended.path("requestedBy").asString()).isEqualTo("etl-agent");

    String action =
        one(
            "select cast(id as text) from countersign.sealed_action where outline::jsonb ->> 'effect' = 'http.request'"
                + " and outline::jsonb ->> 'requestedBy' = 'etl-agent'");
    approve(until(action, "review").path("review").asString());
    until(action, "DONE");
    assertThat(received("/partner")).singleElement().asString().endsWith("release " + release);
    assertThat(Releases.exported(destination)).contains("out.csv");
  }

  private static String one(String sql) {
    return await(sql)
        .atMost(Duration.ofMinutes(1))
        .until(() -> Database.strings(sql), found -> found.size() == 1)
        .getFirst();
  }

  @Test
  void release_toAnHttpsStoreThatHoldsSomethingElse_replacesNothing() throws IOException {
    byte[] precious = "precious".getBytes(UTF_8);
    storage.files().put("/in/taken.csv", precious);
    Path customers = Embedded.folder("sources").resolve("for-taken.csv");
    new CustomersGenerator(50, 12).write(customers);
    String id = release(customers, storage.url("/in/taken.csv")).body().path("id").asString();
    String review = Releases.untilPending(app.as("ada"), id).path("review").asString();
    app.as("grace").decide(review, "approve", "");

    JsonNode ended = Releases.untilEnded(app.as("ada"), id);

    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("FAILED");
    assertThat(ended.path("fault").path("code").asString()).isEqualTo("DestinationExists");
    assertThat(storage.files().get("/in/taken.csv")).isEqualTo(precious);
  }

  private static Api.Answer release(Path source, String destination) {
    return app.as("ada")
        .post(
            "/api/v1/releases",
            Map.of(
                "source",
                source.toString(),
                "destination",
                destination,
                "reason",
                "Integration test"));
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
                "Integration test, so that words are seen"));
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
