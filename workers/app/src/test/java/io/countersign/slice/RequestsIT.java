package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.execution.ActionReviews;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.execution.Outcomes;
import io.countersign.execution.Publication;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.DecisionTables;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.AskResult.Accepted;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.RequestedAction.State;
import io.countersign.requests.StopResult;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.OpeningResult.Opened;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.spi.EffectProgress;
import io.countersign.testing.People;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Requested actions over a real database: no engine, so the test takes the process's part. */
@SpringBootTest(classes = RequestsIT.RequestCore.class, webEnvironment = WebEnvironment.NONE)
class RequestsIT {

  private static final EffectProgress SILENT = (done, total) -> {};
  private static final AtomicInteger LAMP = new AtomicInteger();

  @Autowired private RequestDesk requests;
  @Autowired private ActionReviews reviews;
  @Autowired private ReviewDesk desk;
  @Autowired private EffectRunner effects;
  @Autowired private Outcomes outcomes;
  @Autowired private Switch lamp;
  @Autowired private Ticking clock;
  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.registerFresh(registry);
  }

  @Test
  void ask_sameAgainWhileUnderWay_isTheSameAction() {
    Ask ask = anAsk("ada");
    RequestedAction first = accepted(requests.ask(ask));
    clock.forward(Duration.ofMinutes(3));
    Accepted second = (Accepted) requests.ask(because(ask, "Asked once more, in other words"));

    assertThat(second.already()).isTrue();
    assertThat(second.action().action()).isEqualTo(first.action());
  }

  @Test
  void ask_sameFiftyTimesAtOnce_isOneAction() throws Exception {
    Ask ask = anAsk("ada");
    List<AskResult> results = atOnce(50, () -> requests.ask(ask));

    assertThat(results)
        .allMatch(Accepted.class::isInstance)
        .extracting(result -> ((Accepted) result).action().action().id())
        .containsOnly(((Accepted) results.getFirst()).action().action().id());
    assertThat(results).filteredOn(result -> !((Accepted) result).already()).hasSize(1);
  }

  @Test
  void ask_sameBySomeoneElseOrForSomeoneElse_isAnotherAction() {
    Ask ask = anAsk("ada");
    RequestedAction first = accepted(requests.ask(ask));
    Ask forBob =
        new Ask(
            ask.effect(),
            ask.target(),
            ask.parameters(),
            "ada",
            Optional.of("bob"),
            ask.reason(),
            false,
            Optional.empty());
    assertThat(accepted(requests.ask(forBob)).action().id()).isNotEqualTo(first.action().id());
    Ask byBot = by(ask, "bot");
    assertThat(accepted(requests.ask(byBot)).action().id()).isNotEqualTo(first.action().id());
  }

  @Test
  void ask_sameAfterItsEnd_isANewAction() {
    Ask ask = anAsk("ada");
    RequestedAction first = accepted(requests.ask(ask));
    perform(first.action(), "grace");
    clock.forward(Duration.ofSeconds(1));
    assertThat(accepted(requests.ask(ask)).action().id()).isNotEqualTo(first.action().id());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "nobody,, false, not in the directory",
        "gone,, false, may no longer act",
        "orphan,, false, owner 'gone' may no longer act",
        "ada, nobody, false, no active person",
        "ada, gone, false, no active person",
        "ada, bot, false, no active person",
        "ada,, true, not in group 'break-glass'",
        "bot,, true, Agents never go ahead",
      })
  void ask_bySomeoneWhoMayNot_isRejectedAndNothingIsStored(
      String who, String beneficiary, boolean breakGlass, String problem) {
    long before = actions();
    Ask ask =
        new Ask(
            "test.switch",
            Map.of("lamp", "l1"),
            Map.of(),
            who,
            Optional.ofNullable(beneficiary),
            "Needed",
            breakGlass,
            Optional.empty());
    assertThat(requests.ask(ask))
        .isInstanceOfSatisfying(
            AskResult.Rejected.class,
            rejected -> assertThat(String.join(" ", rejected.problems())).contains(problem));
    assertThat(actions()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "test.switch, lamp, l1, PT25H, up to PT24H",
        "test.switch, lamp, l1, PT0S, above zero",
        "test.switch, lamp, BIG LAMP, PT1H, BIG LAMP",
        "test.switch, lamp, broken, PT1H, is broken",
        "test.switch, lamb, l1, PT1H, 'lamp' is missing",
        "test.switch, lamb, l1, PT1H, 'lamb' means nothing",
        "test.lever, lamp, l1, PT1H, There is no effect 'test.lever'",
        "break-glass.acknowledge, action, 0b4f9f0e-0f1e-4b8e-9d9c-6f3f0e6a2b11, PT1H, is missing"
      })
  void ask_forWhatMakesNoSense_isRejectedWithWhatAndWhy(
      String effect, String field, String value, Duration validFor, String problem) {
    Ask ask =
        new Ask(
            effect,
            Map.of(field, value),
            Map.of(),
            "ada",
            Optional.empty(),
            "Needed",
            false,
            Optional.of(validFor));
    assertThat(requests.ask(ask))
        .isInstanceOfSatisfying(
            AskResult.Rejected.class,
            rejected -> assertThat(String.join(" ", rejected.problems())).contains(problem));
  }

  @Test
  void accept_secondInstance_isTurnedAway_andAStrangerIsABug() {
    SealedAction action = accepted(requests.ask(anAsk("ada"))).action();
    assertThat(requests.accept(action.id(), 11)).isTrue();
    assertThat(requests.accept(action.id(), 11)).isTrue();
    assertThat(requests.accept(action.id(), 12)).isFalse();
    assertThatThrownBy(() -> requests.accept(UUID.randomUUID(), 13))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void window_isOver_takesTheEffectBackOnceWhoeverAsks() throws Exception {
    SealedAction action = accepted(requests.ask(lasting(anAsk("ada"), "PT30M"))).action();
    perform(action, "grace");
    assertThat(state(action)).isEqualTo(State.ACTIVE);
    assertThat(requests.find(action.id()).orElseThrow().endsAt())
        .contains(clock.instant().plus(Duration.ofMinutes(30)));
    int before = lamp.reversions();

    atOnce(20, () -> effects.revert(action.id()));
    assertThat(effects.revert(action.id())).isInstanceOf(Outcome.Done.class);
    assertThat(lamp.reversions()).isEqualTo(before + 1);
    assertThat(state(action)).isEqualTo(State.REVERTED);
  }

  @Test
  void window_endedWhileNothingRan_isFoundByTheDatabaseAlone() {
    SealedAction action = accepted(requests.ask(lasting(anAsk("ada"), "PT30M"))).action();
    perform(action, "grace");
    lamp.stick(true);
    assertThat(effects.revert(action.id())).isInstanceOf(Outcome.Blocked.class);
    assertThat(state(action)).isEqualTo(State.ACTIVE);
    lamp.stick(false);
    clock.forward(Duration.ofMinutes(31));

    await().atMost(Duration.ofSeconds(20)).until(() -> state(action) == State.REVERTED);
  }

  @Test
  void giveBack_byAnAuthorOrASigner_endsItNow_andByAStrangerNot() {
    for (String who : List.of("bot", "ada", "grace")) {
      SealedAction action = accepted(requests.ask(lasting(anAsk("bot"), "PT30M"))).action();
      perform(action, "grace");
      assertThat(requests.giveBack(action.id(), id("hank")))
          .isInstanceOf(StopResult.NotAllowed.class);
      assertThat(requests.giveBack(action.id(), id("nobody")))
          .isInstanceOf(StopResult.NotAllowed.class);
      assertThat(requests.giveBack(action.id(), id(who))).isInstanceOf(StopResult.Stopped.class);
      assertThat(requests.find(action.id()).orElseThrow().endsAt()).contains(clock.instant());
      effects.revert(action.id());
      assertThat(requests.giveBack(action.id(), id(who))).isInstanceOf(StopResult.TooLate.class);
    }
  }

  @Test
  void withdraw_underReview_endsTheReview_andByAStrangerNot() {
    SealedAction action = accepted(requests.ask(anAsk("bot"))).action();
    assertThat(requests.withdraw(action.id(), id("ada"), Channel.API))
        .isInstanceOf(StopResult.TooLate.class);
    ReviewRound round = open(action);
    assertThat(requests.withdraw(action.id(), id("hank"), Channel.API))
        .isInstanceOf(StopResult.NotAllowed.class);
    assertThat(requests.withdraw(action.id(), id("ada"), Channel.API))
        .isInstanceOf(StopResult.Stopped.class);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).contains(Verdict.WITHDRAWN);
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void withdraw_approvedAndNotRun_annulsTheGrant() {
    SealedAction action = accepted(requests.ask(anAsk("ada"))).action();
    approve(open(action), "grace");
    assertThat(requests.withdraw(action.id(), id("grace"), Channel.API))
        .isInstanceOf(StopResult.NotAllowed.class);
    assertThat(requests.withdraw(action.id(), id("ada"), Channel.API))
        .isInstanceOf(StopResult.Stopped.class);
    int before = lamp.executions();
    assertThat(effects.run(action.id(), SILENT))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("NotAuthorised"));
    assertThat(lamp.executions()).isEqualTo(before);
  }

  @Test
  void withdraw_afterItRan_isTooLate() {
    SealedAction action = accepted(requests.ask(anAsk("ada"))).action();
    perform(action, "grace");
    assertThat(requests.withdraw(action.id(), id("ada"), Channel.API))
        .isInstanceOf(StopResult.TooLate.class);
  }

  @Test
  void change_narrower_isANewActionThatItsModifierCannotSign() {
    SealedAction before = accepted(requests.ask(anAsk("ada"))).action();
    ReviewRound round = open(before);
    SealedAction after = changed(change(round, "grace", Map.of("power", "40"))).action();

    assertThat(desk.round(round.id()).orElseThrow().verdict()).contains(Verdict.SUPERSEDED);
    assertThat(after.request().supersedes()).contains(before.digest());
    assertThat(after.request().authors().modifiedBy()).containsExactly("grace");
    assertThat(effects.run(before.id(), SILENT)).isInstanceOf(Outcome.Failed.class);

    ReviewRound next = open(after);
    assertThat(decide(next, "grace"))
        .isInstanceOfSatisfying(
            DecisionResult.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(DecisionResult.Reason.AUTHOR));
    SealedAction third = changed(change(next, "hank", Map.of("power", "20"))).action();
    assertThat(third.request().authors().modifiedBy()).containsExactlyInAnyOrder("grace", "hank");
    ReviewRound last = open(third);
    assertThat(decide(last, "grace")).isInstanceOf(DecisionResult.Refused.class);
    assertThat(decide(last, "hank")).isInstanceOf(DecisionResult.Refused.class);
    approve(last, "ivy");
    assertThat(effects.run(third.id(), SILENT)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void change_widerOrByAnAuthorOrNothing_leavesTheReviewOpen() {
    ReviewRound round = open(accepted(requests.ask(anAsk("bot"))).action());
    assertThat(change(round, "grace", Map.of("power", "200")))
        .isInstanceOfSatisfying(
            ChangeResult.Rejected.class,
            rejected -> assertThat(rejected.problems()).containsExactly("It takes more power."));
    assertThat(change(round, "grace", Map.of())).isInstanceOf(ChangeResult.Rejected.class);
    assertThat(change(round, "grace", Map.of("colour", "red")))
        .isInstanceOf(ChangeResult.Rejected.class);
    assertThat(change(round, "ada", Map.of("power", "40")))
        .isInstanceOf(ChangeResult.Refused.class);
    assertThat(change(round, "bot", Map.of("power", "40")))
        .isInstanceOf(ChangeResult.Refused.class);
    assertThat(change(round, "hal", Map.of("power", "40")))
        .isInstanceOf(ChangeResult.Refused.class);
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void change_twentyAtOnce_exactlyOneTakesItsPlace() throws Exception {
    ReviewRound round = open(accepted(requests.ask(anAsk("ada"))).action());
    AtomicInteger power = new AtomicInteger(10);
    List<ChangeResult> results =
        atOnce(
            20,
            () ->
                change(round, "grace", Map.of("power", Integer.toString(power.incrementAndGet()))));
    assertThat(results).filteredOn(ChangeResult.Changed.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ChangeResult.Refused.class::isInstance).hasSize(19);
  }

  @Test
  void breakGlass_runsAtOnce_andOwesAReviewAfterwards() {
    Ask ask = breaking(anAsk("olga"));
    SealedAction action = accepted(requests.ask(ask)).action();
    assertThat(action.request().executeBefore())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    reviews.rule(action.id());
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    outcomes.record(action.id(), "done", Optional.empty());

    UUID question = question(action);
    reviews.rule(question);
    ReviewRound round = ((Opened) reviews.open(question)).round();
    assertThat(String.valueOf(round.shown().get("title")))
        .contains("olga", "without a review", "Light the lamp");
    assertThat(decide(round, "olga")).isInstanceOf(DecisionResult.Refused.class);
    approve(round, "sam");
    assertThat(effects.run(question, SILENT)).isInstanceOf(Outcome.Done.class);
    assertThat(finding(action)).isEqualTo("JUSTIFIED");
    requests.reportBreach(question);
    assertThat(finding(action)).isEqualTo("JUSTIFIED");
  }

  @Test
  void breakGlass_notFoundJustified_staysSo() {
    SealedAction action = accepted(requests.ask(breaking(anAsk("olga")))).action();
    reviews.rule(action.id());
    effects.run(action.id(), SILENT);
    UUID question = question(action);
    reviews.rule(question);
    ReviewRound round = ((Opened) reviews.open(question)).round();
    requests.reportBreach(question);
    requests.reportBreach(question);
    approve(round, "sam");
    assertThat(effects.run(question, SILENT)).isInstanceOf(Outcome.Failed.class);
    assertThat(finding(action)).isEqualTo("NOT_JUSTIFIED");
    assertThatThrownBy(() -> requests.reportBreach(action.id()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outcome_thatTheDatabaseDoesNotKnow_isRefusedAndNotRecorded() {
    SealedAction waiting = accepted(requests.ask(anAsk("ada"))).action();
    assertThatThrownBy(() -> outcomes.record(waiting.id(), "done", Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("knows of no effect");
    SealedAction done = accepted(requests.ask(anAsk("ada"))).action();
    perform(done, "grace");
    assertThatThrownBy(() -> outcomes.record(done.id(), "denied", Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("knows that its effect happened");
    assertThat(state(done)).isEqualTo(State.DONE);
  }

  private UUID question(SealedAction action) {
    return jdbc.sql("select acknowledgement_id from countersign.break_glass where action_id = ?")
        .param(action.id())
        .query(UUID.class)
        .single();
  }

  private String finding(SealedAction action) {
    return jdbc.sql("select finding from countersign.break_glass where action_id = ?")
        .param(action.id())
        .query(String.class)
        .single();
  }

  private long actions() {
    return jdbc.sql("select count(*) from countersign.sealed_action").query(Long.class).single();
  }

  private State state(SealedAction action) {
    return requests.find(action.id()).orElseThrow().state();
  }

  private ReviewRound open(SealedAction action) {
    requests.accept(action.id(), action.id().getMostSignificantBits());
    reviews.rule(action.id());
    return ((Opened) reviews.open(action.id())).round();
  }

  private void approve(ReviewRound round, String who) {
    assertThat(decide(round, who)).isInstanceOf(DecisionResult.Accepted.class);
  }

  private DecisionResult decide(ReviewRound round, String who) {
    return desk.decide(
        new Decision(
            round.id(),
            Optional.empty(),
            id(who),
            Optional.of(Choice.APPROVE),
            Optional.empty(),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API));
  }

  private void perform(SealedAction action, String reviewer) {
    approve(open(action), reviewer);
    assertThat(effects.run(action.id(), SILENT)).isInstanceOf(Outcome.Done.class);
    outcomes.record(action.id(), "done", Optional.empty());
  }

  private ChangeResult change(ReviewRound round, String who, Map<String, String> parameters) {
    return requests.change(round.id(), new Changes(Map.of(), parameters), id(who), Channel.API);
  }

  private static RequestedAction changed(ChangeResult result) {
    assertThat(result).isInstanceOf(ChangeResult.Changed.class);
    return ((ChangeResult.Changed) result).action();
  }

  private static RequestedAction accepted(AskResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).action();
  }

  private static LinkedIdentity id(String who) {
    return LinkedIdentity.directory(who);
  }

  private static Ask anAsk(String who) {
    return new Ask(
        "test.switch",
        Map.of("lamp", "lamp-" + LAMP.incrementAndGet()),
        Map.of("power", "100"),
        who,
        Optional.empty(),
        "It is dark",
        false,
        Optional.empty());
  }

  private static Ask by(Ask ask, String who) {
    return new Ask(
        ask.effect(),
        ask.target(),
        ask.parameters(),
        who,
        ask.onBehalfOf(),
        ask.reason(),
        ask.breakGlass(),
        ask.validFor());
  }

  private static Ask because(Ask ask, String reason) {
    return new Ask(
        ask.effect(),
        ask.target(),
        ask.parameters(),
        ask.requestedBy(),
        ask.onBehalfOf(),
        reason,
        ask.breakGlass(),
        ask.validFor());
  }

  private static Ask breaking(Ask ask) {
    return new Ask(
        ask.effect(),
        ask.target(),
        ask.parameters(),
        ask.requestedBy(),
        ask.onBehalfOf(),
        ask.reason(),
        true,
        ask.validFor());
  }

  private static Ask lasting(Ask ask, String window) {
    Map<String, String> parameters = new HashMap<>(ask.parameters());
    parameters.put("window", window);
    return new Ask(
        ask.effect(),
        ask.target(),
        parameters,
        ask.requestedBy(),
        ask.onBehalfOf(),
        ask.reason(),
        ask.breakGlass(),
        ask.validFor());
  }

  private static <T> List<T> atOnce(int threads, Callable<T> call) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** Everything between a request and its effect, without an engine and without the web. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @EnableScheduling
  @ComponentScan({
    "io.countersign.actions",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.grants",
    "io.countersign.execution",
    "io.countersign.requests"
  })
  @ConfigurationPropertiesScan({
    "io.countersign.execution",
    "io.countersign.policy",
    "io.countersign.review",
    "io.countersign.requests"
  })
  static class RequestCore {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    Datasets datasets() {
      return Stub.of(Datasets.class).get();
    }

    /** The ledger has its own tests; here everything stands in it at once. */
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
          .person("bob")
          .person("grace", "keepers")
          .person("hank", "keepers")
          .person("ivy", "keepers")
          .person("hal")
          .person("olga", "break-glass", "security")
          .person("sam", "security")
          .person("gone", "keepers")
          .disable("gone")
          .agent("bot", "ada")
          .agent("orphan", "gone");
    }

    /** One keeper for a lamp, nobody in an emergency, security afterwards. */
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
                              "ruling",
                              "review",
                              "group",
                              "test.switch".equals(inputs.get("effect")) ? "keepers" : "security",
                              "seats",
                              1,
                              "why",
                              "Somebody has to look."))));
    }
  }
}
