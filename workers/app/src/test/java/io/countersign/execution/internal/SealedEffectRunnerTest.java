package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.EffectStarted;
import io.countersign.execution.Outcome;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.Redemption;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.Occurrence;
import io.countersign.support.Digests;
import io.countersign.testing.ClearPayloads;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
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
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedEffectRunnerTest {

  private static final EffectReceipt RECEIPT = new EffectReceipt(Map.of("path", "/srv/out.csv"));

  @TempDir private Path folder;
  private final Ticking clock = new Ticking();
  private final ScriptedEffect effect = new ScriptedEffect();
  private final Grants grants = new Grants();
  private final List<Object> events = new ArrayList<>();
  private boolean lockTaken;
  private Optional<String> unpublished = Optional.empty();
  private Path source;
  private SealedAction action;
  private SealedEffectRunner runner;

  @BeforeEach
  void build() throws IOException {
    source = Files.writeString(folder.resolve("source.csv"), "id\n1\n");
    action = Requests.anExport().of("test.scripted").madeFrom(Digests.ofFile(source)).sealed();
    grants.issued = true;
    runner = runner();
  }

  @Test
  void run_withAGrant_executesWhatWasSealedOnce() {
    effect.succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(runner.outcome(action.id())).contains(new Outcome.Done(RECEIPT));
    assertThat(effect.executed())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.executionId())
                  .isEqualTo(grants.spentOn(action.id()).orElseThrow());
              assertThat(request.actionDigest()).isEqualTo(action.digest());
              assertThat(request.target()).isEqualTo(action.request().target());
              assertThat(request.input().orElseThrow().sha256()).doesNotContain(":");
              assertThat(request.facts())
                  .isEqualTo(
                      Map.of(
                          "rows",
                          100L,
                          "reason",
                          "Quarterly churn report",
                          "requestedBy",
                          "ada",
                          "sourceSha256",
                          action.request().input().orElseThrow().sourceSha256(),
                          "maskingPlan",
                          Requests.digest("plan"),
                          "columns",
                          List.of(
                              Map.of(
                                  "name", "email", "class", "EMAIL", "treatment", "pseudonym"))));
            });
    assertThat(events).hasExactlyElementsOfTypes(EffectStarted.class, EffectFinished.class);
  }

  @Test
  void run_withoutAGrant_isNotAuthorisedAndExecutesNothing() {
    grants.issued = false;
    assertThat(run()).isEqualTo(new Outcome.Failed("NotAuthorised", "no grant"));
    assertThat(effect.executed()).isEmpty();
    assertThat(runner.outcome(action.id())).isEmpty();
  }

  @Test
  void run_beforeItsRecordIsPublished_executesNothingUntilItIs() {
    unpublished = Optional.of("The disk of the ledger is full.");
    effect.answers(new Occurrence.NotHappened()).succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Blocked("The disk of the ledger is full.", false));
    assertThat(effect.executed()).isEmpty();
    unpublished = Optional.empty();
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(grants.redemptions).isEqualTo(1);
  }

  @Test
  void run_faultForGood_failsAndIsNeverTriedAgain() {
    effect.fails("DestinationExists", Remedy.NONE).succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Failed("DestinationExists", "scripted"));
    assertThat(run()).isEqualTo(new Outcome.Failed("DestinationExists", "scripted"));
    assertThat(effect.executed()).hasSize(1);
  }

  @Test
  void run_faultThatAnOperatorMends_goesOnWithTheSameExecution() {
    effect.fails("DiskFull", Remedy.OPERATOR).answers(new Occurrence.NotHappened());
    effect.succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Blocked("scripted", true));
    assertThat(runner.outcome(action.id())).isEmpty();
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(effect.executionIds()).hasSize(1);
    assertThat(grants.redemptions).isEqualTo(1);
  }

  @Test
  void run_afterAttemptsThatCertainlyDidNothing_goesOnWithoutAskingTheWorld() {
    effect.fails("Busy", Remedy.RETRY).fails("Busy", Remedy.RETRY).succeeds(RECEIPT);
    effect.answers(new Occurrence.CannotTell("nobody knows"));
    assertThat(run()).isEqualTo(new Outcome.Blocked("scripted", false));
    assertThat(run()).isEqualTo(new Outcome.Blocked("scripted", false));
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(effect.executionIds()).hasSize(1);
  }

  @Test
  void run_afterACrashFollowingAFault_asksTheWorldAgain() {
    effect.fails("Busy", Remedy.RETRY).crashes();
    effect.answers(new Occurrence.CannotTell("nobody knows"));
    run();
    assertThatThrownBy(this::run).hasMessage("the machine died");
    assertThat(run()).isEqualTo(new Outcome.Unknown("nobody knows"));
  }

  @Test
  void verify_effectThatCannotBeAsked_isWhatItReported() {
    effect.unobservable().succeeds(RECEIPT);
    run();
    assertThat(runner.verify(action.id())).isEqualTo(new Outcome.Done(RECEIPT));
  }

  @Test
  void run_faultThatTimeMends_isBlockedWithoutAnOperator() {
    effect.fails("DestinationNotWritable", Remedy.RETRY);
    assertThat(run()).isEqualTo(new Outcome.Blocked("scripted", false));
    assertThat(events).hasExactlyElementsOfTypes(EffectStarted.class);
  }

  @Test
  void run_afterACrashThatHappened_isDoneWithoutExecutingAgain() {
    crash();
    effect.answers(new Occurrence.Happened(RECEIPT));
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(effect.executed()).hasSize(1);
  }

  @Test
  void run_afterACrashThatDidNotHappen_executesTheSameExecutionAgain() {
    crash();
    effect.answers(new Occurrence.NotHappened()).succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(effect.executed()).hasSize(2);
    assertThat(effect.executionIds()).hasSize(1);
  }

  @Test
  void run_afterACrashThatLeftItHalfVisible_completesItEvenAfterTheLatestTime() {
    crash();
    effect.answers(new Occurrence.Incomplete()).succeeds(RECEIPT);
    clock.forward(Duration.ofHours(1));
    assertThat(run()).isEqualTo(new Outcome.Done(RECEIPT));
    assertThat(effect.executionIds()).hasSize(1);
  }

  @Test
  void run_afterACrashThatNobodyCanTell_isUnknownAndNeverExecutedAgain() {
    crash();
    effect.answers(new Occurrence.CannotTell("content differs")).succeeds(RECEIPT);
    assertThat(run()).isEqualTo(new Outcome.Unknown("content differs"));
    assertThat(run()).isEqualTo(new Outcome.Unknown("content differs"));
    assertThat(effect.executed()).hasSize(1);
  }

  @Test
  void run_whenVerifyItselfCrashes_executesNothing() {
    crash();
    assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    assertThat(effect.executed()).hasSize(1);
  }

  @Test
  void run_atTheLatestTime_failsAndSpendsTheGrantOnNothing() {
    effect.succeeds(RECEIPT);
    clock.forward(Duration.ofHours(1));
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("GrantExpired"));
    assertThat(effect.executed()).isEmpty();
  }

  @Test
  void run_blockedUntilAfterTheLatestTime_failsInsteadOfGoingOn() {
    effect.fails("DiskFull", Remedy.OPERATOR).answers(new Occurrence.NotHappened());
    effect.succeeds(RECEIPT);
    run();
    clock.forward(Duration.ofHours(1));
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("GrantExpired"));
    assertThat(effect.executed()).hasSize(1);
  }

  @Test
  void run_sourceChangedSinceItWasFingerprinted_failsAndExecutesNothing() throws IOException {
    effect.succeeds(RECEIPT);
    Files.writeString(source, "id\n2\n");
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("DatasetChanged");
              assertThat(failed.message()).contains(source.toString());
            });
    assertThat(effect.executed()).isEmpty();
  }

  @Test
  void run_sourceGone_failsAndExecutesNothing() throws IOException {
    effect.succeeds(RECEIPT);
    Files.delete(source);
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("DatasetChanged"));
    assertThat(effect.executed()).isEmpty();
  }

  @Test
  void run_whileAnotherWorkerRunsIt_isBlocked() {
    effect.succeeds(RECEIPT);
    lockTaken = true;
    assertThat(run()).isInstanceOf(Outcome.Blocked.class);
    assertThat(effect.executed()).isEmpty();
    assertThat(grants.redemptions).isZero();
  }

  @Test
  void verify_beforeAnyExecution_says() {
    assertThat(runner.verify(action.id())).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void verify_afterTheEffectWasUndone_saysThatItIsMissing() {
    effect.succeeds(RECEIPT).answers(new Occurrence.NotHappened());
    run();
    assertThat(runner.verify(action.id()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo("EffectMissing"));
  }

  @Test
  void problems_unknownEffect_namesItAndThoseThereAre() {
    ActionRequest request = Requests.anExport().of("launch.missiles").build();
    assertThat(runner.problems(request))
        .singleElement()
        .asString()
        .contains("launch.missiles", "test.scripted");
  }

  /** The first attempt dies without reporting whether the effect happened. */
  private void crash() {
    effect.crashes();
    assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    assertThat(runner.outcome(action.id())).isEmpty();
  }

  private Outcome run() {
    return runner.run(action.id(), (done, total) -> {});
  }

  private SealedEffectRunner runner() {
    List<ExecutionEntity> rows = new ArrayList<>();
    ExecutionRepository repository =
        Stub.repository(ExecutionRepository.class, ExecutionEntity::id)
            .on(
                "save",
                args -> {
                  rows.add((ExecutionEntity) args[0]);
                  return args[0];
                })
            .on(
                "findById",
                args -> rows.stream().filter(row -> row.id().equals(args[0])).findFirst())
            .on("findByActionId", args -> rows.stream().findFirst())
            .get();
    Actions actions =
        Stub.of(Actions.class)
            .on("find", args -> Optional.of(action).filter(one -> one.id().equals(args[0])))
            .on("get", args -> action)
            .get();
    return new SealedEffectRunner(
        new Effects(List.of(effect)),
        actions,
        new Executions(repository, grants, events::add, new ClearPayloads(), clock),
        new Lock(),
        id -> unpublished,
        Stub.of(Datasets.class).on("get", args -> revision((String) args[0])).get(),
        clock);
  }

  private Revision revision(String sha256) {
    return new Revision(
        sha256, "customers", Stage.MASKED, source, 5, 1, Optional.empty(), Optional.empty());
  }

  /** Grants in memory: one may be issued, and is spent once. */
  private static final class Grants implements GrantDesk {
    private boolean issued;
    private int redemptions;
    private Optional<UUID> spentOn = Optional.empty();

    @Override
    public void issuePermitted(SealedAction any) {
      issued = true;
    }

    @Override
    public Redemption redeem(SealedAction any, UUID executionId) {
      if (!issued || spentOn.isPresent()) {
        return new Redemption.Refused("no grant");
      }
      spentOn = Optional.of(executionId);
      redemptions++;
      return new Redemption.Redeemed();
    }

    @Override
    public boolean annul(SealedAction any) {
      throw new AssertionError("The runner never annuls.");
    }

    @Override
    public Optional<UUID> spentOn(UUID actionId) {
      return spentOn;
    }
  }

  private final class Lock extends ExecutionLock {
    Lock() {
      super(Stub.of(DataSource.class).get());
    }

    @Override
    <T> Optional<T> holding(UUID actionId, Supplier<T> work) {
      return lockTaken ? Optional.empty() : Optional.of(work.get());
    }
  }
}
