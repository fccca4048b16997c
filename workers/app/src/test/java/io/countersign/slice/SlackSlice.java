package io.countersign.slice;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.connectors.slack.fake.FakeMessage;
import io.countersign.connectors.slack.fake.FakeSlack;
import io.countersign.connectors.slack.fake.FakeUser;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Reviews over a real database, decided in the fake Slack; no engine, no web. */
@DirtiesContext
@SpringBootTest(classes = SlackSlice.Slice.class, webEnvironment = WebEnvironment.NONE)
abstract class SlackSlice {

  static final String PLACE = "C0REVIEWS";
  static final String APPROVE = "countersign_approve";
  static final String DENY = "countersign_deny";

  private static final String AGENT = "report-agent";

  static final FakeSlack SLACK = new FakeSlack();
  static final FakeUser ADA = SLACK.join(FakeUser.member("U0ADA"));
  static final FakeUser GRACE = SLACK.join(FakeUser.member("U0GRACE"));
  static final FakeUser TOM = SLACK.join(FakeUser.member("U0TOM"));
  static final FakeUser OLGA = SLACK.join(FakeUser.member("U0OLGA"));
  static final FakeUser STRANGER = SLACK.join(FakeUser.member("U0NOBODY"));

  @Autowired protected Actions actions;
  @Autowired protected ReviewDesk desk;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected Directory directory;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
    registry.add("countersign.channels.slack.bot-token", () -> FakeSlack.BOT_TOKEN);
    registry.add("countersign.channels.slack.app-token", () -> FakeSlack.APP_TOKEN);
    registry.add("countersign.channels.slack.api-url", () -> SLACK.api().toString());
    registry.add("countersign.channels.places.slack", () -> PLACE);
    registry.add("countersign.channels.console-only-effects", () -> "postgres.role.grant");
  }

  @AfterAll
  static void allowed() {
    SLACK.limit(0);
    SLACK.down(false);
  }

  static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  protected ReviewRound open(int people) {
    return open(people, Map.of());
  }

  protected ReviewRound open(int people, Map<String, Object> policy) {
    return open(people, Requests.anExport(), Duration.ofHours(1), policy);
  }

  protected ReviewRound open(int people, Requests request, Duration expiry) {
    return open(people, request, expiry, Map.of());
  }

  /** A review of what an agent of Ada's asks for. */
  protected ReviewRound openForAnAgent() {
    return open(1, Requests.anExport(), Duration.ofHours(1), Map.of(), AGENT);
  }

  private ReviewRound open(
      int people, Requests request, Duration expiry, Map<String, Object> policy) {
    return open(people, request, expiry, policy, "ada");
  }

  private ReviewRound open(
      int people, Requests request, Duration expiry, Map<String, Object> policy, String requester) {
    String reason = "test " + UUID.randomUUID();
    SealedAction action = actions.seal(UUID.randomUUID(), request.because(reason).build());
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("effect", action.request().effect());
    content.put("environment", "production");
    content.put("target", action.request().target());
    content.put("requestedBy", requester);
    content.put("reason", reason);
    return ((Opened)
            desk.open(
                new Opening(
                    new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
                    List.of(new Requirement("data-owners", people)),
                    directory.standingBehind(requester),
                    Map.of("title", "Export " + action.id(), "action", content, "policy", policy),
                    Optional.of(expiry))))
        .round();
  }

  /** The card of a round in the shared place. */
  protected FakeMessage card(ReviewRound round) {
    return eventually().until(() -> cardOf(round, PLACE), Optional::isPresent).orElseThrow();
  }

  /** What the buttons of a round's card in the shared place of a channel carry. */
  protected String cardId(ReviewRound round, String channel) {
    return jdbc.sql(
            """
            select id::text from channel_message
            where round_id = ? and channel = ? and kind = 'PLACE'
            """)
        .params(round.id(), channel)
        .query(String.class)
        .single();
  }

  protected Optional<FakeMessage> cardOf(ReviewRound round, String place) {
    return SLACK.messages(place).stream()
        .filter(message -> message.words().contains(round.id().toString()))
        .findFirst();
  }

  protected void approve(FakeUser user, FakeMessage card) {
    SLACK.click(user, card, APPROVE);
    SLACK.submit(user, "");
  }

  /**
   * Ada or her agent asks, Grace and Tom may decide, Olga has nothing to do with it; each is
   * linked.
   */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = {
        "io.countersign.actions",
        "io.countersign.policy",
        "io.countersign.review",
        "io.countersign.grants",
        "io.countersign.sight",
        "io.countersign.channels"
      },
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = "io\\.countersign\\.channels\\.internal\\.ChannelWeb"))
  @ConfigurationPropertiesScan({
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.channels"
  })
  static class Slice {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    People people() {
      People people =
          new People()
              .person("ada", "data-owners")
              .person("grace", "data-owners")
              .person("tom", "data-owners")
              .person("olga", "marketing")
              .agent(AGENT, "ada");
      List.of(ADA, GRACE, TOM, OLGA)
          .forEach(
              user ->
                  people.linked(
                      user.id().substring(2).toLowerCase(java.util.Locale.ROOT), slack(user)));
      return people;
    }

    static LinkedIdentity slack(FakeUser user) {
      return new LinkedIdentity("slack", FakeSlack.APP + "/-/" + FakeSlack.TEAM + "/" + user.id());
    }

    @Bean
    RequestDesk requests() {
      return Stub.of(RequestDesk.class).on("latest", args -> List.of()).get();
    }

    @Bean
    ReleaseDesk releases() {
      return Stub.of(ReleaseDesk.class).on("latest", args -> List.of()).get();
    }

    @Bean
    DecisionTables tables() {
      return (decision, inputs) -> {
        throw new AssertionError("No test here asks the engine.");
      };
    }
  }
}
