package io.countersign.record.internal;

import static org.awaitility.Awaitility.await;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Publication;
import io.countersign.execution.SinkInventory;
import io.countersign.grants.GrantDesk;
import io.countersign.identity.LinkedIdentity;
import io.countersign.ledger.FormatException;
import io.countersign.ledger.entry.Entry;
import io.countersign.ledger.entry.EntryReader;
import io.countersign.ledger.log.LogReader;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.support.DataDirectory;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Actions, reviews, grants and the record over a real database and a real log; no engine. */
@DirtiesContext
@SpringBootTest(classes = LedgerSlice.Slice.class, webEnvironment = WebEnvironment.NONE)
abstract class LedgerSlice {

  @Autowired protected Actions actions;
  @Autowired protected ReviewDesk desk;
  @Autowired protected GrantDesk grants;
  @Autowired protected JdbcClient jdbc;
  @Autowired protected Ticking clock;
  @Autowired protected Publication publication;
  @Autowired protected LedgerPlace place;
  @Autowired protected SequencerStatus status;
  @Autowired protected Sequencer sequencer;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path data = Files.createTempDirectory("countersign-ledger");
    registry.add("countersign.data-dir", data::toString);
    registry.add("countersign.ledger.patience", () -> "2s");
  }

  @BeforeEach
  void awaitTheSequencer() {
    if (!sequencer.isRunning()) {
      sequencer.start();
    }
    await().until(() -> status.now().healthy());
  }

  protected SealedAction seal() {
    return seal("ada");
  }

  protected SealedAction seal(String requester) {
    return actions.seal(
        UUID.randomUUID(),
        Requests.anExport()
            .by(requester)
            .because("test " + UUID.randomUUID())
            .before(clock.instant().plus(Duration.ofHours(1)))
            .build());
  }

  protected SealedAction approved() {
    SealedAction action = seal();
    decide(open(action), "grace", Choice.APPROVE);
    return action;
  }

  protected ReviewRound open(SealedAction action) {
    return open(action, Map.of("title", "Export"));
  }

  protected ReviewRound open(SealedAction action, Map<String, Object> shown) {
    Opening opening =
        new Opening(
            new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
            List.of(new Requirement("data-owners", 1)),
            Set.of("ada"),
            shown);
    return ((Opened) desk.open(opening)).round();
  }

  protected DecisionResult decide(ReviewRound round, String person, Choice choice) {
    return decide(round, person, choice, "Looks right to me");
  }

  protected DecisionResult decide(ReviewRound round, String person, Choice choice, String words) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory(person),
            Optional.of(choice),
            Optional.of(words),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  protected long intents(String state) {
    return jdbc.sql("select count(*) from ledger_intent where state = ?")
        .param(state)
        .query(Long.class)
        .single();
  }

  protected void awaitPublished() {
    await().atMost(Duration.ofSeconds(20)).until(() -> intents("INTENDED") == 0);
  }

  /** What the log says, read from its files. */
  protected List<Entry> log() throws IOException, FormatException {
    LogReader reader = new LogReader(place.directory());
    List<Entry> entries = new ArrayList<>();
    for (byte[] bytes : reader.entries(0, reader.checkpoint().size())) {
      entries.add(EntryReader.read(bytes));
    }
    return entries;
  }

  protected List<Entry> logOf(UUID action) throws IOException, FormatException {
    return log().stream()
        .filter(entry -> entry.action().equals(Optional.of(action.toString())))
        .toList();
  }

  /** The modules that decide and record. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan({
    "io.countersign.actions",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.grants",
    "io.countersign.record"
  })
  @ConfigurationPropertiesScan({
    "io.countersign.execution",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.record"
  })
  static class Slice {

    @Bean
    DataDirectory dataDirectory(
        @org.springframework.beans.factory.annotation.Value("${countersign.data-dir}") Path dir) {
      return new DataDirectory(dir);
    }

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    People people() {
      return new People()
          .person("ada", "data-owners", "security")
          .person("grace", "data-owners")
          .person("olga", "security")
          .agent("etl-agent", "ada");
    }

    @Bean
    DecisionTables tables() {
      return (decision, inputs) -> {
        throw new AssertionError("No test here asks the engine.");
      };
    }

    @Bean
    World world() {
      return new World();
    }

    @Bean
    EffectRunner effects(World world) {
      return world.effects();
    }

    @Bean
    SinkInventory sinks(World world) {
      return world::strays;
    }

    @Bean
    ScriptedHistory history() {
      return new ScriptedHistory();
    }
  }
}
