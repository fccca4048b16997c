package io.countersign.slice;

import io.countersign.connectors.slack.fake.FakeSignIn;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.teams.fake.FakeEntra;
import io.countersign.connectors.teams.fake.FakeTeams;
import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import io.countersign.policy.DecisionTables;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The application's web security, directory and channels over a real database, an identity
 * provider, and the fake chats with their own sign-in.
 */
@DirtiesContext
@SpringBootTest(
    classes = {LinkingSlice.Slice.class, LinkingSlice.Pages.class},
    webEnvironment = WebEnvironment.DEFINED_PORT,
    properties = "countersign.directory.kind=database")
abstract class LinkingSlice {

  private static final String PEOPLE =
      """
      people:
        ada:   { groups: [stewards], identities: { oidc: ada } }
        grace: { name: Grace Lindqvist, groups: [stewards], identities: { oidc: grace } }
        tom:   { groups: [stewards], identities: { oidc: tom } }
      """;

  private static final int PORT = freePort();

  static final String URL = "http://127.0.0.1:" + PORT;
  static final FakeSlack SLACK = new FakeSlack();
  static final FakeTeams TEAMS = new FakeTeams();
  private static final DemoIdp IDP =
      DemoIdp.start(
          freePort(),
          new IdpUsers(
              "countersign",
              List.of(
                  new IdpUsers.Human("ada", "ada"),
                  new IdpUsers.Human("grace", "grace"),
                  new IdpUsers.Human("tom", "tom")),
              List.of(),
              new IdpUsers.WebClient("web", "web-secret", URL, "/login/oauth2/code/oidc")));

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path folder = Files.createTempDirectory("countersign-linking");
    Path people = Files.writeString(folder.resolve("directory.yaml"), PEOPLE);
    Path secret = Files.writeString(folder.resolve("secret"), "web-secret");
    registry.add("server.port", () -> PORT);
    registry.add("countersign.web.url", () -> URL);
    registry.add("countersign.api.tokens-file", () -> "");
    registry.add("countersign.directory.file", people::toString);
    registry.add("countersign.oidc.issuers[0].uri", IDP::issuer);
    registry.add("countersign.oidc.issuers[0].web-client", () -> "web");
    registry.add("countersign.oidc.issuers[0].web-client-secret-file", secret::toString);
    registry.add("countersign.channels.places.slack", () -> SlackSlice.PLACE);
    registry.add("countersign.channels.slack.bot-token", () -> FakeSlack.BOT_TOKEN);
    registry.add("countersign.channels.slack.app-token", () -> FakeSlack.APP_TOKEN);
    registry.add("countersign.channels.slack.api-url", () -> SLACK.api().toString());
    registry.add("countersign.channels.slack.client-id", () -> FakeSignIn.CLIENT);
    registry.add("countersign.channels.slack.client-secret", () -> FakeSignIn.SECRET);
    TEAMS
        .settings()
        .forEach((name, value) -> registry.add("countersign.channels.teams." + name, () -> value));
    registry.add("countersign.channels.teams.client-id", () -> FakeEntra.CLIENT);
    registry.add("countersign.channels.teams.client-secret", () -> FakeEntra.SECRET);
  }

  @AfterAll
  static void end() {
    IDP.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything between a browser and the directory. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = {
        "io.countersign.access",
        "io.countersign.actions",
        "io.countersign.channels",
        "io.countersign.grants",
        "io.countersign.identity",
        "io.countersign.policy",
        "io.countersign.review",
        "io.countersign.sight"
      },
      excludeFilters = {
        @Filter(SpringBootConfiguration.class),
        @Filter(type = FilterType.REGEX, pattern = ".*EndpointSlice.*")
      })
  @ConfigurationPropertiesScan({
    "io.countersign.access",
    "io.countersign.channels",
    "io.countersign.identity",
    "io.countersign.policy",
    "io.countersign.review"
  })
  static class Slice {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
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
    RequestDesk requests() {
      return Stub.of(RequestDesk.class).get();
    }

    @Bean
    ReleaseDesk releases() {
      return Stub.of(ReleaseDesk.class).get();
    }

    @Bean
    DecisionTables tables() {
      return Stub.of(DecisionTables.class).get();
    }
  }

  /** Of the API, where people link themselves. */
  @Configuration
  @ComponentScan(
      basePackages = "io.countersign.api.internal",
      useDefaultFilters = false,
      includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.LinkController"))
  static class Pages {}
}
