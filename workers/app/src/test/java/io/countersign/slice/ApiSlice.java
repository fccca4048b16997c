package io.countersign.slice;

import io.countersign.channels.ChatLinks;
import io.countersign.execution.Publication;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.DirectoryContent;
import io.countersign.policy.DecisionTables;
import io.countersign.process.EngineStatus;
import io.countersign.record.ErasureResult;
import io.countersign.record.Erasures;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.record.LedgerHealth;
import io.countersign.record.Resolving;
import io.countersign.support.Digests;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import io.countersign.testing.Ticking;
import io.countersign.webhooks.Delivery;
import io.countersign.webhooks.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole HTTP API over real HTTP and a real database. No engine: what is asked for stays where
 * it is until a test moves it on.
 */
@SpringBootTest(
    classes = {ApiSlice.Core.class, Contract.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "springdoc.api-docs.version=openapi_3_1",
      "springdoc.paths-to-match=/api/**",
      // Pages for browsers.
      "springdoc.paths-to-exclude=/api/v1/links/**",
      "springdoc.default-produces-media-type=application/json",
      "springdoc.override-with-generic-response=false",
      "springdoc.writer-with-order-by-keys=true"
    })
abstract class ApiSlice {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final List<String> CALLERS =
      List.of("ada", "grace", "olga", "nora", "otto", "bot", "other-bot");
  private static final Path FOLDER = folder();

  @LocalServerPort protected int port;
  @Autowired protected JdbcClient jdbc;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
    registry.add("countersign.data-dir", () -> FOLDER.resolve("data"));
    registry.add("countersign.api.tokens-file", () -> FOLDER.resolve("tokens").toString());
    registry.add("countersign.api.limits.people.per-second", () -> 10_000);
    registry.add("countersign.api.limits.people.burst", () -> 10_000);
    registry.add("countersign.api.limits.agents.burst", () -> 10_000);
    registry.add("countersign.api.limits.waits", () -> 4);
    registry.add("countersign.oidc.issuers[0].uri", () -> "https://issuer.example");
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("countersign-api");
      Files.createDirectories(folder.resolve("data"));
      StringBuilder tokens = new StringBuilder();
      for (String caller : CALLERS) {
        String digest = Digests.sha256(token(caller).getBytes(StandardCharsets.UTF_8));
        tokens.append(Digests.hex(digest)).append(' ').append(caller).append('\n');
      }
      Files.writeString(folder.resolve("tokens"), tokens);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String token(String caller) {
    return "token-of-" + caller;
  }

  /** An answer as it came. */
  record Answer(int status, java.net.http.HttpHeaders headers, String text) {

    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    boolean isProblem() {
      return header("Content-Type").startsWith("application/problem+json")
          && json().path("status").asInt() == status
          && json().path("type").asString("").startsWith("urn:countersign:problem:")
          && !json().path("detail").asString("").isBlank();
    }
  }

  protected URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  protected HttpRequest.Builder as(String caller, String path) {
    return HttpRequest.newBuilder(url(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token(caller));
  }

  protected Answer get(String caller, String path, String... headers) {
    HttpRequest.Builder request = as(caller, path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  protected Answer post(String caller, String path, String json, String... headers) {
    HttpRequest.Builder request = as(caller, path).header("Content-Type", "application/json");
    return send(
        (headers.length == 0 ? request : request.headers(headers))
            .POST(BodyPublishers.ofString(json)));
  }

  protected static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A request that nobody has made before. */
  protected static String lamp() {
    return lamp("l-" + UUID.randomUUID());
  }

  protected static String lamp(String name) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "effect", "test.switch", "target", Map.of("lamp", name), "reason", "To see more"));
  }

  protected long count(String table) {
    return jdbc.sql("select count(*) from countersign." + table).query(Long.class).single();
  }

  /** Everything but the engine and what the engine and the log write. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @EnableScheduling
  @ComponentScan(
      excludeFilters =
          // What tests of the same packages set up for themselves.
          @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Slice|Test|IT)\\$.*"),
      basePackages = {
        "io.countersign.access",
        "io.countersign.actions",
        "io.countersign.agents",
        "io.countersign.api",
        "io.countersign.sight",
        "io.countersign.datasets",
        "io.countersign.evidence",
        "io.countersign.execution",
        "io.countersign.grants",
        "io.countersign.lineage",
        "io.countersign.policy",
        "io.countersign.preprocessing",
        "io.countersign.releases",
        "io.countersign.requests",
        "io.countersign.review",
        "io.countersign.support"
      })
  @ConfigurationPropertiesScan({
    "io.countersign.access",
    "io.countersign.agents",
    "io.countersign.api",
    "io.countersign.datasets",
    "io.countersign.evidence",
    "io.countersign.evidence",
    "io.countersign.execution",
    "io.countersign.lineage",
    "io.countersign.policy",
    "io.countersign.preprocessing",
    "io.countersign.releases",
    "io.countersign.requests",
    "io.countersign.review",
    "io.countersign.support"
  })
  static class Core {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    Publication publication() {
      return action -> Optional.empty();
    }

    @Bean
    Switch lamp() {
      return new Switch();
    }

    @Bean
    People people() {
      return new People()
          .person("ada", "keepers")
          .person("grace", "keepers")
          .person("olga", "security", "break-glass")
          .person("nora", "auditors")
          .person("otto", "operators")
          .agent("bot", "ada")
          .agent("other-bot", "olga");
    }

    /** One keeper for every lamp. */
    @Bean
    DecisionTables tables() {
      return (decision, inputs) ->
          new DecisionTables.Evaluation(
              decision,
              1,
              1,
              List.of(
                  new DecisionTables.MatchedRule(
                      "Rule_Lamps",
                      1,
                      Map.of(
                          "ruling",
                          "review",
                          "group",
                          "keepers",
                          "seats",
                          1,
                          "why",
                          "Somebody has to look."))));
    }

    @Bean
    EngineStatus engine() {
      return Stub.of(EngineStatus.class)
          .on("ready", args -> true)
          .on("describe", args -> "No engine.")
          .get();
    }

    @Bean
    Ledger ledger() {
      return Stub.of(Ledger.class)
          .on("checkpoint", args -> Optional.of("a checkpoint\n".getBytes(StandardCharsets.UTF_8)))
          .on("summary", args -> Optional.empty())
          .on("file", args -> Optional.empty())
          .on("proof", args -> Optional.empty())
          .on("verifierKey", args -> Optional.empty())
          .on("keptCheckpoints", args -> List.of())
          .on("anchors", args -> List.of())
          .on("ofAction", args -> List.of())
          .on("health", args -> new LedgerHealth(true, true, "Published."))
          .get();
    }

    @Bean
    Findings findings() {
      return Stub.of(Findings.class)
          .on("list", args -> List.of())
          .on("ofAction", args -> List.of())
          .on("find", args -> Optional.empty())
          .on("open", args -> 0L)
          .on(
              "resolve",
              args -> new Resolving.Refused(Resolving.Reason.UNKNOWN_FINDING, "There is none."))
          .on("compareNow", args -> null)
          .get();
    }

    @Bean
    Erasures erasures() {
      return Stub.of(Erasures.class)
          .on("erase", args -> new ErasureResult.Unknown())
          .on("of", args -> Optional.empty())
          .get();
    }

    @Bean
    Webhooks webhooks() {
      Delivery told =
          new Delivery(
              "finding-1",
              "finding.opened",
              "siem",
              Delivery.State.GIVEN_UP,
              9,
              Optional.of("status 503"),
              Requests.NOW,
              Optional.of(Requests.NOW));
      return Stub.of(Webhooks.class)
          .on("latest", args -> List.of(told))
          .on("replay", args -> args[0].equals(told.eventId()) && args[1].equals(told.receiver()))
          .get();
    }

    @Bean
    ProcessHistory history() {
      return Stub.of(ProcessHistory.class)
          .on("size", args -> 0L)
          .on("gaps", args -> 0L)
          .on("gapList", args -> List.of())
          .on("ofInstance", args -> List.of())
          .get();
    }

    @Bean
    ChatLinks links() {
      return Stub.of(ChatLinks.class)
          .on("channels", args -> List.of())
          .on("begin", args -> Optional.empty())
          .get();
    }

    @Bean
    ClaimedGroups claimedGroups() {
      return Stub.of(ClaimedGroups.class).on("areTaken", args -> false).get();
    }

    @Bean
    DirectoryAdministration administration() {
      ChangeResult readOnly =
          new ChangeResult.Refused(ChangeResult.Reason.READ_ONLY, "This directory is a test's.");
      return Stub.of(DirectoryAdministration.class)
          .on("objection", args -> Optional.empty())
          .on("apply", args -> readOnly)
          .on("importAll", args -> readOnly)
          .on("changes", args -> List.of())
          .on("content", args -> new DirectoryContent(List.of(), List.of()))
          .get();
    }
  }
}
