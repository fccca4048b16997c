package io.countersign.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.bpmn.decisions.DecisionTable;
import io.countersign.policy.DecisionTables;
import io.countersign.policy.ModelEngine.Deployed;
import io.countersign.policy.Pins;
import io.countersign.policy.Pins.Pin;
import io.countersign.policy.Policy;
import io.countersign.policy.PolicyDesk;
import io.countersign.policy.PolicyDesk.ProposalResult;
import io.countersign.policy.PolicyDesk.Simulation;
import io.countersign.policy.PolicyResource;
import io.countersign.policy.Ruling;
import io.countersign.policy.UnpinnedPolicyUsed;
import io.countersign.policy.UnpinnedVersion;
import io.countersign.policy.Violations;
import io.countersign.policy.Violations.Kind;
import io.countersign.policy.Violations.Violation;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.testing.AtOnce;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.Shelf;
import io.countersign.testing.SliceDatabase;
import io.countersign.testing.Ticking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Policy over a real database; the engine is a {@link Shelf}. */
@SpringBootTest(classes = PolicyIT.PolicyCore.class, webEnvironment = WebEnvironment.NONE)
class PolicyIT {

  private static final String TABLE = "action-policy";
  private static final String FILE = "action-policy.dmn";
  private static final String MILLION = "? = null or ? &gt; 1000000";

  @Autowired private Pins pins;
  @Autowired private PolicyDesk desk;
  @Autowired private Policy policy;
  @Autowired private Violations violations;
  @Autowired private Actions actions;
  @Autowired private Effect deploy;
  @Autowired private Shelf engine;
  @Autowired private Tables tables;
  @Autowired private Heard heard;
  @Autowired private Ticking clock;
  @Autowired private JdbcClient jdbc;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    SliceDatabase.register(registry);
  }

  @BeforeEach
  void installed() {
    jdbc.sql(
            "truncate pinned_resource, pinned_key, policy_member, policy_version, policy_violation")
        .update();
    engine.wipe(1_000);
    engine.away(false);
    tables.answer = Optional.empty();
    heard.events.clear();
    assertThat(pins.install(shipped(), engine)).isTrue();
  }

  private static List<PolicyResource> shipped() {
    return Models.all().stream().map(PolicyResource::of).toList();
  }

  @Test
  void install_pinsWhatShips_once() {
    assertThat(pins.version()).isEqualTo(1);
    assertThat(pins.inForce())
        .extracting(Pin::resource)
        .containsExactlyInAnyOrderElementsOf(shipped());
    assertThat(pins.unlikeShipped()).isEmpty();
    assertThat(pins.install(shipped(), engine)).isFalse();
    assertThat(pins.version()).isEqualTo(1);
  }

  @Test
  void confirm_nothingHappened_changesNothing() {
    List<Pin> before = pins.inForce();
    pins.confirm(engine);
    assertThat(pins.inForce()).isEqualTo(before);
    assertThat(violations.all()).isEmpty();
  }

  @Test
  void confirm_anotherVersionWasDeployed_isRecordedAndHasNoSay() {
    Pin before = pin();
    Deployed foreign = engine.put(FILE, "permits everything");
    pins.confirm(engine);

    assertThat(pin().resource()).isEqualTo(before.resource());
    assertThat(pin().engineVersion()).isEqualTo(3);
    assertThat(pins.deployedByUs(FILE, foreign.key())).isFalse();
    assertThat(pins.deployedByUs(FILE, before.key())).isTrue();
    assertThat(violations.all())
        .extracting(Violation::kind, Violation::subject, Violation::times)
        .containsExactly(org.assertj.core.api.Assertions.tuple(Kind.REPLACED_IN_ENGINE, FILE, 1));
    assertThat(heard.events).extracting(UnpinnedPolicyUsed::subject).containsExactly(FILE);
  }

  @Test
  void confirm_engineLostItsData_forgetsItsKeysWithoutAccusingAnybody() {
    Pin before = pin();
    engine.wipe(10);
    pins.confirm(engine);

    assertThat(pin().resource()).isEqualTo(before.resource());
    assertThat(pins.deployedByUs(FILE, before.key())).isFalse();
    assertThat(pins.deployedByUs(FILE, pin().key())).isTrue();
    assertThat(violations.all()).isEmpty();
  }

  @Test
  void confirm_engineBeganAnewUnderHigherKeys_accusesNobodyEither() {
    Pin before = pin();
    engine.wipe(9_000);
    pins.confirm(engine);
    assertThat(pin().key()).isGreaterThan(before.key());
    assertThat(pins.deployedByUs(FILE, before.key())).isFalse();
    assertThat(violations.all()).isEmpty();
  }

  @Test
  void install_byEightInstancesAtOnce_isDoneByOne() throws Exception {
    jdbc.sql("truncate pinned_resource, pinned_key, policy_member, policy_version").update();
    assertThat(AtOnce.run(8, i -> () -> pins.install(shipped(), engine)))
        .filteredOn(done -> done)
        .hasSize(1);
    assertThat(pins.version()).isEqualTo(1);
  }

  @Test
  void replace_byEightActionsAtOnce_isDoneByOne_whichMayAskAgain() throws Exception {
    List<PolicyResource> set = shippedWith(changed("77"));
    List<Boolean> done =
        AtOnce.run(8, i -> () -> pins.replace(set, engine, Requests.digest("by " + i), 1));
    assertThat(done).containsOnlyOnce(true);
    assertThat(pins.version()).isEqualTo(2);
    assertThat(pin().resource().model().text()).isEqualTo(changed("77"));
    String winner = Requests.digest("by " + done.indexOf(true));
    assertThat(pins.replace(set, engine, winner, 1)).as("asked again").isTrue();
    assertThat(pins.replace(set, engine, Requests.digest("late"), 1)).isFalse();
    assertThat(pins.version()).isEqualTo(2);
  }

  @Test
  void confirm_whileAnotherSetComesIntoForce_notesEachWhereItIs() throws Exception {
    List<PolicyResource> set = shippedWith(changed("77"));
    CountDownLatch checking = new CountDownLatch(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Boolean> replaced =
          other.submit(
              () -> {
                checking.await();
                return pins.replace(set, engine, Requests.digest("meanwhile"), 1);
              });
      pins.confirm(
          shipped -> {
            checking.countDown();
            awaitWaiting(replaced);
            return engine.deploy(shipped);
          });
      assertThat(replaced.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(pin().resource().model().text()).isEqualTo(changed("77"));
    assertThat(engine.digestAt(pin().key())).isEqualTo(pin().resource().digest());
    assertThat(violations.all()).isEmpty();
  }

  /** Until the other has done it, or waits for the lock that we hold. */
  private void awaitWaiting(Future<Boolean> replaced) {
    await("the other one waits")
        .until(
            () ->
                replaced.isDone()
                    || jdbc.sql(
                                "select count(*) from pg_locks l join pg_class c on c.oid ="
                                    + " l.relation where c.relname = 'policy_version' and not"
                                    + " l.granted")
                            .query(Integer.class)
                            .single()
                        > 0);
  }

  private static List<PolicyResource> shippedWith(String table) {
    return shipped().stream()
        .map(one -> one.name().equals(FILE) ? PolicyResource.of(with(table)) : one)
        .toList();
  }

  @Test
  void inForce_contentChangedInTheDatabase_isRefused() {
    jdbc.sql("alter table policy_resource disable trigger user").update();
    jdbc.sql("update policy_resource set content = content || ' ' where digest = ?")
        .param(pin().resource().digest())
        .update();
    try {
      assertThatThrownBy(() -> pins.inForce(FILE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(FILE);
    } finally {
      jdbc.sql("update policy_resource set content = rtrim(content, ' ') || '' where digest = ?")
          .param(PolicyResource.of(model(TABLE)).digest())
          .update();
      jdbc.sql("alter table policy_resource enable trigger user").update();
    }
  }

  @Test
  void ruling_saysFromWhichFileItCame() {
    Ruling ruling = policy.ruleOn(seal());
    assertThat(ruling).isInstanceOf(Ruling.NeedsReview.class);
    assertThat(ruling.basis().digest()).contains(pin().resource().digest());
    assertThat(ruling.basis().key()).isEqualTo(pin().key());
  }

  @Test
  void ruling_fromAVersionThatNobodyCountersigned_isARefusalAndAViolation() {
    tables.answer = Optional.of(new UnpinnedVersion(TABLE, 9, 4711));
    SealedAction action = seal();
    Ruling ruling = policy.ruleOn(action);

    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    assertThat(ruling.basis().why()).singleElement().asString().contains("4711", "refused");
    assertThat(policy.ruling(action.id())).contains(ruling);
    assertThat(violations.all()).extracting(Violation::key).containsExactly(4711L);
    tables.answer = Optional.empty();
    assertThat(policy.ruleOn(action)).isEqualTo(ruling);
  }

  @Test
  void ruling_whileTheEngineIsAway_isNone() {
    tables.answer = Optional.of(new IllegalStateException("away"));
    SealedAction action = seal();
    assertThatThrownBy(() -> policy.ruleOn(action)).hasMessage("away");
    assertThat(policy.ruling(action.id())).isEmpty();
  }

  @Test
  void violation_again_isCountedAndAnnouncedOnce() {
    violations.record(Kind.UNPINNED_PROCESS, "evil", 7, "It tried.");
    clock.forward(Duration.ofMinutes(1));
    violations.record(Kind.UNPINNED_PROCESS, "evil", 7, "It tried.");
    assertThat(violations.all())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.times()).isEqualTo(2);
              assertThat(violation.firstAt()).isBefore(violation.lastAt());
            });
    assertThat(heard.events).hasSize(1);
  }

  @Test
  void propose_changedTable_saysWhatChangesAndBringsNothingIntoForce() {
    ProposalResult.Stored stored = stored(Map.of(FILE, changed("1000")));
    assertThat(stored.target()).containsEntry("base", "1").containsKey("resource." + FILE);
    assertThat(stored.changes().get(FILE))
        .containsExactly(
            "Rule Rule_ManyRows, rowCount: `? = null or ? > 1000000` becomes"
                + " `? = null or ? > 1000`.");
    assertThat(pins.version()).isEqualTo(1);
  }

  @Test
  void propose_whatCannotBeInForce_isRejectedWithReasons() {
    String text = model(TABLE).text();
    assertThat(rejected(Map.of("evil.dmn", text))).contains("none of the models");
    assertThat(rejected(Map.of(FILE, text))).contains("in force already");
    assertThat(rejected(Map.of(FILE, "<a/>"))).contains(FILE);
    assertThat(rejected(Map.of(FILE, text.replace("id=\"action-policy\"", "id=\"other\""))))
        .contains("must be the same");
    assertThat(rejected(Map.of(FILE, text.replace("COLLECT", "FIRST")))).contains("COLLECT");
    assertThat(
            rejected(
                Map.of(
                    FILE,
                    text.replace(
                        "<definitions",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions"))))
        .contains("DOCTYPE");
    assertThat(rejected(Map.of())).contains("no model");
  }

  @Test
  void propose_tableThatFailsItsCases_isRejected() {
    String cases =
        """
        decision: action-policy
        cases:
          - name: bulk is fine
            with: { effect: dataset.export, rowCount: 5000 }
            expect: { ruling: permitted, rules: [] }
        """;
    assertThat(rejected(Map.of(FILE, changed("1000"), "action-policy.tests.yaml", cases)))
        .contains("bulk is fine", "the table says");
  }

  @Test
  void deploy_bringsTheChangeIntoForce_inOneCommand_once() throws Exception {
    EffectRequest request = request(stored(Map.of(FILE, changed("1000"))).target());
    assertThat(deploy.problems(request)).isEmpty();
    assertThat(deploy.verify(request)).isInstanceOf(Occurrence.NotHappened.class);

    deploy.execute(request, (done, total) -> {});
    deploy.execute(request, (done, total) -> {});

    assertThat(pins.version()).isEqualTo(2);
    assertThat(pins.versionBy(request.actionDigest())).contains(2);
    assertThat(pin().resource().model().text()).contains("&gt; 1000<");
    assertThat(pin().engineVersion()).isEqualTo(2);
    assertThat(pins.unlikeShipped()).containsExactly(FILE);
    assertThat(engine.commands().getLast()).hasSize(Models.all().size());
    assertThat(deploy.verify(request)).isInstanceOf(Occurrence.Happened.class);
  }

  @Test
  void deploy_instancesOfTheVersionBefore_goOn() throws Exception {
    long before = pin().key();
    deploy.execute(request(stored(Map.of(FILE, changed("1000"))).target()), (done, total) -> {});
    assertThat(pins.deployedByUs(FILE, before)).isTrue();
    assertThat(pin().key()).isNotEqualTo(before);
  }

  @Test
  void deploy_anotherCameFirst_isRefused() throws Exception {
    EffectRequest first = request(stored(Map.of(FILE, changed("1000"))).target());
    EffectRequest second = request(stored(Map.of(FILE, changed("2000"))).target());
    deploy.execute(first, (done, total) -> {});

    assertThat(deploy.problems(second)).anyMatch(problem -> problem.contains("Propose it again"));
    assertThatThrownBy(() -> deploy.execute(second, (done, total) -> {}))
        .isInstanceOfSatisfying(
            EffectException.class, e -> assertThat(e.code()).isEqualTo("PolicyChanged"));
    assertThat(pins.version()).isEqualTo(2);
  }

  @Test
  void deploy_whatNobodyProposed_isRefused() {
    String digest = PolicyResource.of(with(changed("3"))).digest();
    EffectRequest request = request(Map.of("base", "1", "resource." + FILE, digest));
    assertThat(deploy.problems(request)).anyMatch(problem -> problem.contains("Nobody proposed"));
    assertThatThrownBy(() -> deploy.execute(request, (done, total) -> {}))
        .isInstanceOf(EffectException.class);
    assertThat(deploy.problems(request(Map.of("base", "1"))))
        .anyMatch(problem -> problem.contains("names no file"));
  }

  @Test
  void deploy_whileTheEngineIsAway_leavesAllAsItWas() {
    EffectRequest request = request(stored(Map.of(FILE, changed("1000"))).target());
    engine.away(true);
    assertThatThrownBy(() -> deploy.execute(request, (done, total) -> {}))
        .isInstanceOfSatisfying(
            EffectException.class,
            e -> assertThat(e.remedy()).isEqualTo(EffectException.Remedy.RETRY));
    assertThat(pins.version()).isEqualTo(1);
  }

  @Test
  void preview_showsEveryChangeAndHowManyRulingsItTurns() throws Exception {
    policy.ruleOn(seal());
    Preview preview =
        deploy.preview(
            request(
                stored(Map.of(FILE, model(TABLE).text().replace("\"review\"", "\"permit\"")))
                    .target()));
    assertThat(preview.exact())
        .anyMatch(line -> line.contains("Rule_EveryExport, ruling: `\"review\"` becomes"));
    assertThat(preview.reach()).containsKey("past rulings that would change");
    assertThat(preview.warnings())
        .anyMatch(warning -> warning.contains("without anybody's signature"));
    assertThat(preview.revert()).isEmpty();
  }

  @Test
  void simulate_showsWhichRulingsChange_andWhichInputsTheyLack() {
    jdbc.sql("alter table ruling disable trigger user").update();
    jdbc.sql("truncate ruling").update();
    jdbc.sql("alter table ruling enable trigger user").update();
    SealedAction action = seal();
    policy.ruleOn(action);
    String stricter = changed("10").replace("<text>residualRisk</text>", "<text>moonPhase</text>");
    Simulation simulation = desk.simulate(stricter, Optional.empty());

    assertThat(simulation.replayed()).isEqualTo(1);
    assertThat(simulation.notes()).singleElement().asString().contains("moonPhase", "1 of 1");
    assertThat(simulation.changed())
        .singleElement()
        .satisfies(
            changed -> {
              assertThat(changed.actionId()).isEqualTo(action.id());
              assertThat(changed.requester()).isEqualTo("ada");
              assertThat(changed.before().people()).isEqualTo(Map.of("data-stewards", 1));
              assertThat(changed.after().people().get("data-stewards")).isEqualTo(2);
            });
    assertThat(desk.simulate(model(TABLE).text(), Optional.empty()).changed()).isEmpty();
    assertThat(desk.simulate(stricter, Optional.of(clock.instant().plusSeconds(1))).replayed())
        .isZero();
  }

  private Pin pin() {
    return pins.inForce(FILE).orElseThrow();
  }

  private static Model model(String id) {
    return Models.all().stream().filter(model -> model.id().equals(id)).findFirst().orElseThrow();
  }

  private static Model with(String text) {
    return new Model(Model.Kind.DECISION, FILE, text);
  }

  /** The table with another limit for bulk. */
  private static String changed(String limit) {
    return model(TABLE).text().replace(MILLION, MILLION.replace("1000000", limit));
  }

  private ProposalResult.Stored stored(Map<String, String> files) {
    ProposalResult result = desk.propose(files, "ada");
    assertThat(result).isInstanceOf(ProposalResult.Stored.class);
    return (ProposalResult.Stored) result;
  }

  private String rejected(Map<String, String> files) {
    ProposalResult result = desk.propose(files, "ada");
    assertThat(result).isInstanceOf(ProposalResult.Rejected.class);
    return String.join(" ", ((ProposalResult.Rejected) result).problems());
  }

  private static EffectRequest request(Map<String, String> target) {
    return new EffectRequest(
        UUID.randomUUID(),
        Requests.digest(new TreeMap<>(target).toString()),
        target,
        Map.of(),
        Optional.empty(),
        Map.of());
  }

  private SealedAction seal() {
    return actions.seal(
        UUID.randomUUID(),
        Requests.anExport()
            .because("test " + UUID.randomUUID())
            .before(clock.instant().plus(Duration.ofHours(1)))
            .build());
  }

  /** Answers with the table in force, unless a test wants something else. */
  static final class Tables implements DecisionTables {

    private final Pins pins;
    private Optional<RuntimeException> answer = Optional.empty();

    Tables(Pins pins) {
      this.pins = pins;
    }

    @Override
    public Evaluation evaluate(String decisionId, Map<String, Object> inputs) {
      if (answer.isPresent()) {
        throw answer.get();
      }
      Pin pin = pins.decision(decisionId).orElseThrow();
      return new Evaluation(
          decisionId,
          pin.engineVersion(),
          pin.key(),
          DecisionTable.read(FILE, pin.resource().model().text()).evaluate(inputs).stream()
              .map(fired -> new MatchedRule(fired.id(), 0, fired.outputs()))
              .toList());
    }
  }

  /** What was announced. */
  static final class Heard {

    private final List<UnpinnedPolicyUsed> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(UnpinnedPolicyUsed event) {
      events.add(event);
    }
  }

  /** Actions and policy over a real database; no engine, no web. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ComponentScan({"io.countersign.actions", "io.countersign.policy"})
  static class PolicyCore {

    @Bean
    Ticking clock() {
      return new Ticking();
    }

    @Bean
    People people() {
      return new People().person("ada", "data-stewards");
    }

    @Bean
    Shelf engine() {
      return new Shelf();
    }

    @Bean
    Tables tables(Pins pins) {
      return new Tables(pins);
    }

    @Bean
    Heard heard() {
      return new Heard();
    }
  }
}
