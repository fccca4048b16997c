package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.ActionReader;
import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.execution.EffectReverted;
import io.countersign.execution.Outcome;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.Redemption;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectReceipt;
import io.countersign.support.CanonicalJson;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import io.countersign.testing.Switch;
import io.countersign.testing.Ticking;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Effects that end: when they do, who ends them, and what an effect is asked before it runs. */
class TemporaryEffectTest {

  private static final Duration WINDOW = Duration.ofMinutes(30);

  private final Ticking clock = new Ticking();
  private final Switch lamp = new Switch();
  private final ScriptedEffect scripted = new ScriptedEffect();
  private final List<Object> events = new ArrayList<>();
  private final List<ExecutionEntity> rows = new ArrayList<>();
  private boolean lockTaken;
  private SealedAction action =
      sealed(lit(Requests.anExport().lasting(WINDOW).withoutInput(), Map.of("lamp", "hall")));
  private final Executions executions = executions();
  private final SealedEffectRunner runner = runner(lamp, scripted);

  @Test
  void revert_afterItRan_takesItBackOnceAndAnswersTheSameEverAfter() {
    run();
    Outcome taken = runner.revert(action.id());

    assertThat(taken)
        .isEqualTo(new Outcome.Done(new EffectReceipt(Map.of("lamp", "hall", "lit", false))));
    assertThat(runner.revert(action.id())).isEqualTo(taken);
    assertThat(lamp.lit()).isZero();
    assertThat(lamp.reversions()).isEqualTo(1);
    assertThat(events).filteredOn(EffectReverted.class::isInstance).hasSize(1);
    executions.reverted(action.id(), new EffectReceipt(Map.of("lamp", "late")));
    assertThat(runner.revert(action.id())).as("the first receipt stands").isEqualTo(taken);
    assertThat(events).filteredOn(EffectReverted.class::isInstance).hasSize(1);
  }

  @Test
  void revert_ofWhatNeverRan_failsAndTouchesNothing() {
    assertThat(runner.revert(action.id()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("NotExecuted"));
    assertThat(lamp.reversions()).isZero();
  }

  @Test
  void revert_thatTheTargetRefusesForNow_isBlockedAndGoesOnLater() {
    run();
    lamp.stick(true);
    assertThat(runner.revert(action.id()))
        .isEqualTo(new Outcome.Blocked("The switch is stuck.", false));
    assertThat(executions.revertReceipt(action.id())).isEmpty();
    lamp.stick(false);
    assertThat(runner.revert(action.id())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void revert_whileAnotherWorkerIsAtIt_isBlocked() {
    run();
    lockTaken = true;
    assertThat(runner.revert(action.id())).isInstanceOf(Outcome.Blocked.class);
    assertThat(lamp.reversions()).isZero();
  }

  @Test
  void endsAt_isTheWindowAfterTheEffectHappened() {
    assertThat(runner.endsAt(action.id())).isEmpty();
    clock.forward(Duration.ofMinutes(5));
    run();
    assertThat(runner.endsAt(action.id()))
        .contains(Requests.NOW.plus(Duration.ofMinutes(5)).plus(WINDOW));
  }

  @Test
  void endsAt_ofATargetThatEndsItByItself_isWhatTheTargetSays() {
    Instant own = Requests.NOW.plus(Duration.ofMinutes(29));
    scripted.succeeds(new EffectReceipt(Map.of("expiresAt", own.toString())));
    action = sealed(Requests.anExport().of("test.scripted").lasting(WINDOW).withoutInput().build());
    run();
    assertThat(runner.endsAt(action.id())).contains(own);
  }

  @Test
  void endsAt_ofAPermanentEffect_isNever() {
    action = sealed(lit(Requests.anExport().withoutInput(), Map.of("lamp", "hall")));
    run();
    assertThat(runner.endsAt(action.id())).isEmpty();
    assertThat(runner.endNow(action.id())).isFalse();
  }

  @Test
  void endNow_whileInForce_movesTheEndToNow() {
    assertThat(runner.endNow(action.id())).as("before it ran").isFalse();
    run();
    clock.forward(Duration.ofMinutes(10));
    assertThat(runner.endNow(action.id())).isTrue();
    Instant end = Requests.NOW.plus(Duration.ofMinutes(10));
    assertThat(runner.endsAt(action.id())).contains(end);

    clock.forward(Duration.ofMinutes(1));
    assertThat(runner.endNow(action.id())).as("over, not taken back yet").isTrue();
    assertThat(runner.endsAt(action.id())).as("an end never moves away").contains(end);
    runner.revert(action.id());
    assertThat(runner.endNow(action.id())).as("taken back").isFalse();
  }

  @Test
  void problems_ofARequest_areTheSchemasFirstAndTheEffectsOwnAfterwards() {
    Requests plain = Requests.anExport().withoutInput();
    assertThat(runner.problems(lit(plain, Map.of("lamp", "hall")))).isEmpty();
    assertThat(runner.problems(lit(plain, Map.of("lamp", "broken"))))
        .containsExactly("The lamp 'broken' is broken.");
    assertThat(runner.problems(lit(plain, Map.of("lamp", "Hall"))))
        .containsExactly("The target 'lamp' is 'Hall'. Name the lamp.");
  }

  @Test
  void problems_datasetWhereNoneIsRead_orNoneWhereOneIs_areSaid() {
    assertThat(runner.problems(lit(Requests.anExport(), Map.of("lamp", "hall"))))
        .containsExactly("'test.switch' reads no dataset, but the request names one.");
    assertThat(runner.problems(Requests.anExport().of("test.scripted").withoutInput().build()))
        .containsExactly("'test.scripted' needs a dataset. Release one instead.");
  }

  @Test
  void effect_isAskedForItsTraitsItsPreviewAndItsWords() throws Exception {
    ActionRequest request =
        with(
            lit(Requests.anExport().withoutInput(), Map.of("lamp", "hall")),
            Map.of("window", "PT5M"));
    assertThat(request.traits().reversible()).isFalse();
    assertThat(runner.withTraits(request).traits())
        .satisfies(
            traits -> {
              assertThat(traits.reversible()).isTrue();
              assertThat(traits.window()).contains(Duration.ofMinutes(5));
            });
    assertThat(runner.withTraits(request).target()).isEqualTo(request.target());
    assertThat(runner.describe(request)).isEqualTo("Light the lamp hall.");
    assertThat(runner.preview(request).exact()).containsExactly("on");
  }

  @Test
  void widenings_areTheEffectsToTell_andAnotherEffectIsOne() {
    ActionRequest request = lit(Requests.anExport().withoutInput(), Map.of("lamp", "hall"));
    assertThat(runner.widenings(request, with(request, Map.of("power", "40")))).isEmpty();
    assertThat(runner.widenings(request, with(request, Map.of("power", "200"))))
        .containsExactly("It takes more power.");
    assertThat(
            runner.widenings(
                request, Requests.anExport().of("test.scripted").withoutInput().build()))
        .containsExactly("'test.scripted' is another effect than 'test.switch'.");
  }

  @Test
  void reverted_whatNobodyStarted_isABug() {
    assertThatThrownBy(() -> executions.reverted(UUID.randomUUID(), new EffectReceipt(Map.of())))
        .isInstanceOf(NoSuchElementException.class);
  }

  private void run() {
    assertThat(runner.run(action.id(), (done, total) -> {})).isInstanceOf(Outcome.Done.class);
  }

  private static ActionRequest lit(Requests requests, Map<String, String> target) {
    return changed(requests.of("test.switch").build(), target, Map.of());
  }

  private static ActionRequest with(ActionRequest request, Map<String, String> parameters) {
    return changed(request, request.target(), parameters);
  }

  private static ActionRequest changed(
      ActionRequest request, Map<String, String> target, Map<String, String> parameters) {
    return new ActionRequest(
        request.effect(),
        request.environment(),
        target,
        parameters,
        request.input(),
        request.data(),
        request.traits(),
        request.authors(),
        request.reason(),
        request.breakGlass(),
        request.supersedes(),
        request.executeBefore());
  }

  private static SealedAction sealed(ActionRequest request) {
    String canonical = ActionReader.canonical(request);
    return new SealedAction(UUID.randomUUID(), CanonicalJson.digest(canonical), canonical, request);
  }

  private Executions executions() {
    ExecutionRepository repository =
        Stub.of(ExecutionRepository.class)
            .on(
                "save",
                args -> {
                  rows.add((ExecutionEntity) args[0]);
                  return args[0];
                })
            .on("findById", args -> row(args[0]))
            .on("findByActionId", args -> rowOf(args[0]))
            .on("lockByActionId", args -> rowOf(args[0]))
            .get();
    GrantDesk grants =
        Stub.of(GrantDesk.class)
            .on("redeem", args -> new Redemption.Redeemed())
            .on("spentOn", args -> rowOf(args[0]).map(ExecutionEntity::id))
            .get();
    return new Executions(repository, grants, events::add, new ClearPayloads(), clock);
  }

  private Optional<ExecutionEntity> row(Object id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }

  private Optional<ExecutionEntity> rowOf(Object actionId) {
    return rows.stream().filter(row -> row.actionId().equals(actionId)).findFirst();
  }

  private SealedEffectRunner runner(Effect... effects) {
    return new SealedEffectRunner(
        new Effects(List.of(effects)),
        Stub.of(Actions.class).on("get", args -> action).get(),
        executions,
        new ExecutionLock(Stub.of(DataSource.class).get()) {
          @Override
          <T> Optional<T> holding(UUID actionId, Supplier<T> work) {
            return lockTaken ? Optional.empty() : Optional.of(work.get());
          }
        },
        id -> Optional.empty(),
        Stub.of(Datasets.class)
            .on(
                "get",
                args ->
                    new Revision(
                        (String) args[0],
                        "customers",
                        Stage.MASKED,
                        Path.of("masked.csv"),
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty()))
            .get(),
        clock);
  }
}
