package io.countersign.console;

import io.countersign.bpmn.Models;
import io.countersign.history.HistoryRecord;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.ClaimedGroups;
import io.countersign.identity.LinkedIdentity;
import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.Pins;
import io.countersign.policy.PolicyResource;
import io.countersign.support.DataDirectory;
import io.countersign.testing.People;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the tests of the console share: one application, one identity provider, one database. */
@SpringBootTest(
    classes = ConsoleSlice.ConsoleApplication.class,
    webEnvironment = WebEnvironment.DEFINED_PORT)
abstract class ConsoleSlice {

  private static final List<String> SIGN_IN =
      List.of("ada", "grace", "tom", "olga", "nora", "pia", "stranger");
  private static final int PORT = freePort();
  private static final Path FOLDER = temporary();

  static final String URL = "http://127.0.0.1:" + PORT;
  static final Duration FRESH_FOR = Duration.ofMinutes(1);
  static final Later CLOCK = new Later();
  static final DemoIdp IDP = idp();

  /** What process history says, by process instance. */
  static final Map<Long, List<HistoryRecord>> HISTORY = new ConcurrentHashMap<>();

  private static final long POLICY_KEY = 7;

  @Autowired Scenes scenes;
  @Autowired People people;
  @Autowired private Pins pins;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path secret = Files.writeString(FOLDER.resolve("secret"), "web-secret");
    Path exports = Files.createDirectories(FOLDER.resolve("exports"));
    registry.add("server.port", () -> PORT);
    registry.add("countersign.web.url", () -> URL);
    registry.add("countersign.api.tokens-file", () -> "");
    registry.add("countersign.data-dir", () -> FOLDER.resolve("data").toString());
    registry.add("countersign.oidc.issuers[0].uri", IDP::issuer);
    registry.add("countersign.oidc.issuers[0].web-client", () -> "web");
    registry.add("countersign.oidc.issuers[0].web-client-secret-file", secret::toString);
    registry.add("countersign.effects.files.destinations[0].path", exports::toString);
    registry.add("countersign.effects.files.destinations[0].trust", () -> "partner");
    registry.add("countersign.review.fresh-for", FRESH_FOR::toString);
    registry.add("countersign.findings.every", () -> "1h");
    registry.add("countersign.execution.watch-every", () -> "1h");
    registry.add("countersign.policy.check-every", () -> "1h");
  }

  /** What ships is in force; the action policy under the key that the tables below rule by. */
  @BeforeEach
  void install() {
    if (pins.version() == 0) {
      List<PolicyResource> shipped = Models.all().stream().map(PolicyResource::of).toList();
      pins.install(shipped, set -> set.stream().map(ConsoleSlice::deployed).toList());
    }
  }

  private static Deployed deployed(PolicyResource resource) {
    return new Deployed(
        resource.name(), resource.name().equals("action-policy.dmn") ? POLICY_KEY : 1, 3);
  }

  @BeforeEach
  void knowEverybody() {
    people
        .person("ada", "data-stewards")
        .person("grace", "data-stewards")
        .person("tom", "data-stewards")
        .person("olga", "security")
        .person("nora", "auditors")
        .person("pia", "policy-authors");
    Stream.of("ada", "grace", "tom", "olga", "nora", "pia")
        .forEach(who -> people.linked(who, new LinkedIdentity("oidc", who)));
  }

  private static DemoIdp idp() {
    List<IdpUsers.Human> humans = new ArrayList<>();
    SIGN_IN.forEach(who -> humans.add(new IdpUsers.Human(who, who)));
    return DemoIdp.start(
        freePort(),
        new IdpUsers(
            "countersign",
            humans,
            List.of(),
            new IdpUsers.WebClient("web", "web-secret", URL, "/login/oauth2/code/oidc")),
        CLOCK);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("countersign-console");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything but the engine, the chats and the API. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableScheduling
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = {
        "io.countersign.access",
        "io.countersign.actions",
        "io.countersign.console",
        "io.countersign.sight",
        "io.countersign.datasets",
        "io.countersign.evidence",
        "io.countersign.execution",
        "io.countersign.grants",
        "io.countersign.lineage",
        "io.countersign.policy",
        "io.countersign.preprocessing",
        "io.countersign.record",
        "io.countersign.releases",
        "io.countersign.requests",
        "io.countersign.review"
      },
      // Other tests of these packages bring configurations of their own.
      excludeFilters = {
        @Filter(SpringBootConfiguration.class),
        @Filter(type = FilterType.REGEX, pattern = ".*EndpointSlice.*")
      })
  @ConfigurationPropertiesScan({
    "io.countersign.access",
    "io.countersign.console",
    "io.countersign.evidence",
    "io.countersign.actions",
    "io.countersign.lineage",
    "io.countersign.execution",
    "io.countersign.policy",
    "io.countersign.record",
    "io.countersign.releases",
    "io.countersign.requests",
    "io.countersign.review"
  })
  static class ConsoleApplication {

    @Bean
    DataDirectory dataDirectory(@Value("${countersign.data-dir}") Path dir) {
      return new DataDirectory(dir);
    }

    @Bean
    Clock clock() {
      return CLOCK;
    }

    @Bean
    People people() {
      return new People().agent("report-agent", "ada");
    }

    @Bean
    Switch lamp() {
      return new Switch();
    }

    @Bean
    ProcessHistory history() {
      return Stub.of(ProcessHistory.class)
          .on("partitions", args -> List.of())
          .on("gapList", args -> List.of())
          .on("size", args -> 0L)
          .on("gaps", args -> 0L)
          .on("ofInstance", args -> HISTORY.getOrDefault((Long) args[0], List.of()))
          .get();
    }

    @Bean
    AuthenticationEntryPoint unknownCallers() {
      return new BearerTokenAuthenticationEntryPoint();
    }

    @Bean
    AccessDeniedHandler forbiddenCalls() {
      return new BearerTokenAccessDeniedHandler();
    }

    @Bean
    ClaimedGroups claimedGroups() {
      return Stub.of(ClaimedGroups.class).on("areTaken", args -> false).get();
    }

    @Bean
    ModelEngine engine() {
      return Stub.of(ModelEngine.class).get();
    }

    /** One data steward has to look at everything, freshly signed in for what lasts long. */
    @Bean
    DecisionTables tables() {
      return (decision, inputs) ->
          new DecisionTables.Evaluation(
              decision,
              3,
              POLICY_KEY,
              List.of(
                  new DecisionTables.MatchedRule(
                      "PersonalDataLeaves",
                      4,
                      Map.of(
                          "assurance",
                          inputs.get("windowMinutes") instanceof Number minutes
                                  && minutes.longValue() == Scenes.LONG
                              ? "fresh"
                              : "console",
                          "ruling",
                          "review",
                          "group",
                          "data-stewards",
                          "seats",
                          1,
                          "why",
                          "Personal data leaves for a partner, so a data steward looks.",
                          "controls",
                          "SOC2:CC6.1, HIPAA:164.312(a)"))));
    }
  }
}
