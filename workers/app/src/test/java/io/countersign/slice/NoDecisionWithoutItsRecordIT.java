package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.SealedAction;
import io.countersign.bpmn.Models;
import io.countersign.datasets.Datasets;
import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.execution.Outcomes;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.ModelEngine;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.Pins;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyResource;
import io.countersign.record.Finding;
import io.countersign.record.Findings;
import io.countersign.record.Ledger;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DelegationResult;
import io.countersign.review.Delegations;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.spi.EffectProgress;
import io.countersign.support.DataDirectory;
import io.countersign.testing.People;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import io.countersign.testing.Ticking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Promise 6: a decision and its intent commit in one transaction. The database is made to refuse
 * one kind of intent; whatever path decides, nothing of the decision stays, and once intents are
 * taken again the same step leaves both.
 */
@DirtiesContext
@SpringBootTest(
    classes = NoDecisionWithoutItsRecordIT.Everything.class,
    webEnvironment = WebEnvironment.NONE)
class NoDecisionWithoutItsRecordIT {

  private static final EffectProgress SILENT = (done, total) -> {};
  private static final AtomicInteger LAMP = new AtomicInteger();

  /** Everything that a decision writes; what the ledger's sequencer moves is left out. */
  private static final List<String> TABLES =
      List.of(
          "sealed_action",
          "ruling",
          "review_round",
          "review_seat",
          "review_vote",
          "review_voice",
          "review_refusal",
          "review_comment",
          "review_delegation",
          "action_grant",
          "execution",
          "action_outcome",
          "action_request",
          "break_glass",
          "record_step",
          "policy_version",
          "policy_member",
          "pinned_resource",
          "finding");

  @Autowired private RequestDesk requests;
  @Autowired private ActionReviews reviews;
  @Autowired private Policy policy;
  @Autowired private ReviewDesk desk;
  @Autowired private Delegations delegations;
  @Autowired private EffectRunner effects;
  @Autowired private Outcomes outcomes;
  @Autowired private Findings findings;
  @Autowired private Pins pins;
  @Autowired private Ledger ledger;
  @Autowired private Ticking clock;
  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path data = Files.createTempDirectory("countersign-ledger");
    registry.add("countersign.data-dir", data::toString);
    registry.add("countersign.review.escalation.keepers", () -> "wardens");
    // Nothing may change but by the step.
    registry.add("countersign.findings.every", () -> "1h");
    registry.add("countersign.execution.watch-every", () -> "1h");
  }

  /**
   * One way to decide.
   *
   * @param kinds what it puts on record
   * @param prepared prepares it; answers the step itself
   */
  private record Way(String name, List<String> kinds, Supplier<Runnable> prepared) {}

  @BeforeEach
  void awaitTheLedger() {
    await().until(() -> ledger.health().healthy());
  }

  @TestFactory
  Stream<DynamicTest> decision_whoseIntentFails_isRolledBack() {
    return ways().stream()
        .flatMap(
            way ->
                way.kinds().stream()
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                way.name() + " without " + kind, () -> check(way, kind))));
  }

  private void check(Way way, String kind) {
    Runnable step = way.prepared().get();
    List<String> before = rows();
    refuse(kind);
    try {
      assertThatThrownBy(step::run)
          .as("the step")
          .rootCause()
          .hasMessageContaining("takes no " + kind);
    } finally {
      takeAgain();
    }
    assertThat(rows()).as("what is stored").isEqualTo(before);
    List<Long> intents = way.kinds().stream().map(this::intents).toList();
    step.run();
    assertThat(rows()).isNotEqualTo(before);
    assertThat(way.kinds().stream().map(this::intents))
        .as("intents of " + way.kinds())
        .containsExactlyElementsOf(intents.stream().map(count -> count + 1).toList());
  }

  private List<Way> ways() {
    List<Way> ways = new ArrayList<>(reviewWays());
    ways.addAll(otherWays());
    return ways;
  }

  private List<Way> reviewWays() {
    return List.of(
        new Way(
            "approve",
            List.of("decision.cast", "review.settled", "grant.issued"),
            () -> {
              ReviewRound round = open("ada");
              return () -> decide(round, "grace", Choice.APPROVE);
            }),
        new Way(
            "approve in somebody's place",
            List.of("decision.cast", "review.settled", "grant.issued"),
            () -> {
              delegate("grace", "hal");
              ReviewRound round = open("ada");
              return () -> decide(round, "hal", Choice.APPROVE);
            }),
        new Way(
            "deny",
            List.of("decision.cast", "review.settled"),
            () -> {
              ReviewRound round = open("ada");
              return () -> decide(round, "grace", Choice.DENY);
            }),
        new Way(
            "be refused",
            List.of("decision.refused"),
            () -> {
              ReviewRound round = open("ada");
              return () -> decide(round, "ada", Choice.APPROVE);
            }),
        new Way(
            "expire",
            List.of("review.settled"),
            () -> {
              ReviewRound round = open("ada");
              clock.forward(Duration.ofHours(5));
              return () -> desk.expire(round.id());
            }),
        new Way(
            "withdraw",
            List.of("review.settled"),
            () -> {
              ReviewRound round = open("ada");
              return () -> requests.withdraw(round.subject().id(), id("ada"), Channel.API);
            }),
        new Way(
            "supersede",
            List.of("review.settled", "action.sealed"),
            () -> {
              ReviewRound round = open("ada");
              Changes less = new Changes(Map.of(), Map.of("power", "40"));
              return () -> requests.change(round.id(), less, id("grace"), Channel.API);
            }),
        new Way(
            "escalate",
            List.of("review.escalated"),
            () -> {
              ReviewRound round = open("ada");
              return () -> desk.escalate(round.id(), round.seats().getFirst().id());
            }),
        new Way(
            "remind",
            List.of("review.reminded"),
            () -> {
              ReviewRound round = open("ada");
              return () -> desk.remind(round.id());
            }),
        new Way(
            "comment",
            List.of("review.commented"),
            () -> {
              ReviewRound round = open("ada");
              return () -> desk.comment(round.id(), id("grace"), "Why now?");
            }),
        new Way("delegate", List.of("delegation.made"), () -> () -> delegate("grace", "hal")),
        new Way(
            "end a delegation",
            List.of("delegation.ended"),
            () -> {
              UUID made = delegate("grace", "hal");
              return () -> delegations.end(made, id("grace"));
            }));
  }

  private List<Way> otherWays() {
    return List.of(
        new Way("ask", List.of("action.sealed"), () -> () -> ask("ada", Map.of(), false)),
        new Way(
            "rule",
            List.of("action.ruled"),
            () -> {
              SealedAction action = ask("ada", Map.of(), false);
              return () -> policy.ruleOn(action);
            }),
        new Way(
            "permit an emergency",
            List.of("grant.issued"),
            () -> {
              SealedAction action = ask("olga", Map.of(), true);
              policy.ruleOn(action);
              return () -> reviews.rule(action.id());
            }),
        new Way(
            "open a review",
            List.of("review.opened"),
            () -> {
              SealedAction action = ask("ada", Map.of(), false);
              policy.ruleOn(action);
              return () -> reviews.open(action.id());
            }),
        new Way(
            "withdraw what was approved",
            List.of("grant.annulled", "action.withdrawn"),
            () -> {
              SealedAction action = approved(Map.of());
              return () -> requests.withdraw(action.id(), id("ada"), Channel.API);
            }),
        new Way(
            "record the outcome",
            List.of("action.ended"),
            () -> {
              SealedAction action = approved(Map.of());
              effects.run(action.id(), SILENT);
              return () -> outcomes.record(action.id(), "done", Optional.empty());
            }),
        new Way(
            "give back",
            List.of("action.returned"),
            () -> {
              SealedAction action = inForce();
              return () -> requests.giveBack(action.id(), id("ada"));
            }),
        new Way(
            "take back",
            List.of("effect.reverted"),
            () -> {
              SealedAction action = inForce();
              return () -> effects.revert(action.id());
            }),
        new Way(
            "find an emergency not justified",
            List.of("break-glass.closed", "finding.opened"),
            () -> {
              UUID question = emergency();
              return () -> requests.reportBreach(question);
            }),
        new Way(
            "resolve a finding",
            List.of("finding.resolved"),
            () -> {
              UUID question = emergency();
              requests.reportBreach(question);
              Finding finding = finding(question);
              return () -> findings.resolve(finding.id(), "sam", "Talked to olga");
            }),
        new Way("bring policies into force", List.of("policy.in-force"), () -> this::nextPolicies));
  }

  @Test
  void emergency_whoseUseIsNotOnRecord_isNotRecordedAsEndedEither() {
    SealedAction action = ask("olga", Map.of(), true);
    reviews.rule(action.id());
    refuse("break-glass.used");
    try {
      assertThatThrownBy(() -> effects.run(action.id(), SILENT))
          .rootCause()
          .hasMessageContaining("takes no break-glass.used");
    } finally {
      takeAgain();
    }
    assertThat(effects.outcome(action.id())).isEmpty();
    assertThat(count("break_glass where action_id = '" + action.id() + "'")).isZero();
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    assertThat(count("break_glass where action_id = '" + action.id() + "'")).isOne();
  }

  @Test
  void grant_whoseSpendingIsNotOnRecord_isNotSpent() {
    for (String kind : List.of("grant.redeemed", "execution.started")) {
      SealedAction action = approved(Map.of());
      List<String> before = rows();
      refuse(kind);
      try {
        assertThatThrownBy(() -> effects.run(action.id(), SILENT))
            .rootCause()
            .hasMessageContaining("takes no " + kind);
      } finally {
        takeAgain();
      }
      assertThat(rows()).isEqualTo(before);
      assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    }
  }

  private void refuse(String kind) {
    jdbc.sql(
            """
            create or replace function countersign.take_nothing() returns trigger
              language plpgsql as $$
            begin
              if new.kind = tg_argv[0] then
                raise exception 'The ledger takes no %', new.kind;
              end if;
              return new;
            end $$
            """)
        .update();
    jdbc.sql(
            "create trigger takes_nothing before insert on countersign.ledger_intent for each row execute function countersign.take_nothing('%s')"
                .formatted(kind))
        .update();
  }

  private void takeAgain() {
    jdbc.sql("drop trigger takes_nothing on countersign.ledger_intent").update();
  }

  private List<String> rows() {
    return TABLES.stream()
        .map(
            table ->
                table
                    + " "
                    + jdbc.sql(
                            "select md5(coalesce(string_agg(cast(t as text), '|' order by cast(t as text)), '')) from countersign.%s t"
                                .formatted(table))
                        .query(String.class)
                        .single())
        .toList();
  }

  private long intents(String kind) {
    return count("ledger_intent where kind = '" + kind + "'");
  }

  private long count(String what) {
    return jdbc.sql("select count(*) from countersign." + what).query(Long.class).single();
  }

  private SealedAction ask(String who, Map<String, String> parameters, boolean breakGlass) {
    Ask ask =
        new Ask(
            "test.switch",
            Map.of("lamp", "lamp-" + LAMP.incrementAndGet()),
            parameters,
            who,
            Optional.empty(),
            "It is dark",
            breakGlass,
            Optional.empty());
    return ((AskResult.Accepted) requests.ask(ask)).action().action();
  }

  private ReviewRound open(String who) {
    return open(ask(who, Map.of(), false));
  }

  private ReviewRound open(SealedAction action) {
    reviews.rule(action.id());
    return ((Opened) reviews.open(action.id())).round();
  }

  private SealedAction approved(Map<String, String> parameters) {
    SealedAction action = ask("ada", parameters, false);
    decide(open(action), "grace", Choice.APPROVE);
    return action;
  }

  private SealedAction inForce() {
    SealedAction action = approved(Map.of("window", "PT30M"));
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    outcomes.record(action.id(), "done", Optional.empty());
    return action;
  }

  /** A use of break-glass; answers the question whether it was justified. */
  private UUID emergency() {
    SealedAction action = ask("olga", Map.of(), true);
    reviews.rule(action.id());
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    return jdbc.sql("select acknowledgement_id from countersign.break_glass where action_id = ?")
        .param(action.id())
        .query(UUID.class)
        .single();
  }

  private Finding finding(UUID question) {
    return findings.list(true).stream()
        .filter(one -> question.toString().equals(one.detail().get("acknowledgement")))
        .findFirst()
        .orElseThrow();
  }

  private void decide(ReviewRound round, String who, Choice choice) {
    desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            id(who),
            Optional.of(choice),
            Optional.of("Seen"),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  private UUID delegate(String from, String to) {
    Delegations.Wish wish =
        new Delegations.Wish(
            to, Optional.empty(), Optional.empty(), clock.instant().plus(Duration.ofHours(1)));
    return ((DelegationResult.Done) delegations.delegate(id(from), wish)).delegation().id();
  }

  private void nextPolicies() {
    List<PolicyResource> set = Models.all().stream().map(PolicyResource::of).toList();
    int next = pins.version() + 1;
    ModelEngine engine =
        files -> files.stream().map(file -> new Deployed(file.name(), 7, next)).toList();
    boolean changed =
        pins.version() == 0
            ? pins.install(set, engine)
            : pins.replace(set, engine, ask("ada", Map.of(), false).digest(), pins.version());
    assertThat(changed).isTrue();
  }

  private static LinkedIdentity id(String who) {
    return LinkedIdentity.directory(who);
  }

  /** Everything that decides, and the record; no engine. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan(
      basePackages = {
        "io.countersign.actions",
        "io.countersign.policy",
        "io.countersign.review",
        "io.countersign.grants",
        "io.countersign.execution",
        "io.countersign.requests",
        "io.countersign.record"
      },
      excludeFilters = @Filter(SpringBootConfiguration.class))
  @ConfigurationPropertiesScan({
    "io.countersign.execution",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.requests",
    "io.countersign.record"
  })
  static class Everything {

    @Bean
    DataDirectory dataDirectory(@Value("${countersign.data-dir}") Path dir) {
      return new DataDirectory(dir);
    }

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    Datasets datasets() {
      return Stub.of(Datasets.class).get();
    }

    @Bean
    ProcessHistory history() {
      return Stub.of(ProcessHistory.class).get();
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
          .person("hal")
          .person("wanda", "wardens")
          .person("olga", "break-glass", "security")
          .person("sam", "security");
    }

    /** One keeper for a lamp, nobody in an emergency. */
    @Bean
    DecisionTables tables() {
      return (decision, inputs) ->
          new DecisionTables.Evaluation(
              decision,
              1,
              1,
              List.of(
                  new DecisionTables.MatchedRule(
                      "Rule",
                      1,
                      Boolean.TRUE.equals(inputs.get("breakGlass"))
                          ? Map.of("ruling", "permit", "why", "An emergency.")
                          : Map.of(
                              "ruling", "review",
                              "group", "keepers",
                              "seats", 1,
                              "why", "Somebody has to look."))));
    }
  }
}
