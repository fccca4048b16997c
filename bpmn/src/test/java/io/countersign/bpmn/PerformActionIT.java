package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerformActionIT extends ProcessWalk {
  private static final Map<String, Object> APPROVE = Map.of("decision", "approve");

  private void start() {
    start("perform-action", Map.of("actionId", cast.token()));
  }

  private void recordSays(Object revertAt) {
    Map<String, Object> said = new HashMap<>();
    said.put("revertAt", revertAt);
    cast.say(JobTypes.OUTCOME_RECORD, said);
  }

  private void approve() {
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
  }

  @Test
  void approval_ofALastingAction_runsItOnceAndEnds() {
    recordSays(null);
    start();
    approve();
    finish();
    assertThat(cast.path())
        .containsExactly(
            "Task_AcceptAction",
            "Task_DecideActionPolicy",
            "Task_OpenReview",
            "Task_VerifyDecision",
            "Task_CloseReview",
            "Task_RunEffect",
            "Task_VerifyEffect",
            "Task_RecordOutcome");
    assertThat(cast.last("Task_RecordOutcome").variables()).containsEntry("outcome", "done");
  }

  @Test
  void window_ofATemporaryAction_endsWithItsRevertByTheClock() {
    recordSays(engine.now().plus(Duration.ofMinutes(30)).toString());
    start();
    approve();
    cast.awaitCall("Task_RecordOutcome");
    engine.pass(Duration.ofMinutes(29));
    assertThat(cast.path()).doesNotContain("Task_RevertEffect");
    engine.pass(Duration.ofMinutes(2));
    cast.awaitCall("Task_RevertEffect");
    assertThat(cast.last("Task_RevertEffect").variables()).containsEntry("actionId", cast.token());
  }

  @Test
  void return_beforeTheWindowEnds_revertsAtOnce() {
    recordSays(engine.now().plus(Duration.ofMinutes(30)).toString());
    start();
    approve();
    cast.awaitCall("Task_RecordOutcome");
    engine
        .client()
        .newPublishMessageCommand()
        .messageName("countersign.action.returned")
        .correlationKey(cast.token())
        .timeToLive(Duration.ofMinutes(5))
        .send()
        .join();
    finish();
    assertThat(cast.path()).containsOnlyOnce("Task_RevertEffect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "expired", "withdrawn", "superseded", "unheard of"})
  void verdict_thatIsNoApproval_runsNothing(String verdict) {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", verdict));
    start();
    approve();
    finish();
    assertThat(cast.path()).contains("Task_RecordRefusal").doesNotContain("Task_RunEffect");
    assertThat(cast.last("Task_RecordRefusal").variables()).containsEntry("outcome", "refused");
  }

  @ParameterizedTest
  @CsvSource({
    "NotAuthorised, NotAuthorised",
    "EffectFailed, EffectFailed",
    "Nobody named this, EffectFailed"
  })
  void fault_ofTheEffect_isRecordedAndNothingReverted(String thrown, String recorded) {
    cast.refuse(JobTypes.EFFECT_RUN, thrown);
    start();
    approve();
    finish();
    assertThat(cast.last("Task_RecordFailure").variables())
        .containsEntry("outcome", "failed")
        .containsEntry("errorCode", recorded);
    assertThat(cast.path()).doesNotContain("Task_RecordOutcome", "Task_RevertEffect");
  }

  @Test
  void start_sentTwice_leavesTheActionToTheFirstInstance() {
    cast.refuse(JobTypes.ACTION_ACCEPT, "DuplicateStart");
    start();
    finish();
    assertThat(cast.path()).containsExactly("Task_AcceptAction");
  }

  @Test
  void breakGlass_foundJustified_isRecorded() {
    start("review-break-glass", Map.of("actionId", cast.token()));
    approve();
    finish();
    assertThat(cast.path()).endsWith("Task_CloseReview", "Task_RecordJustification");
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "expired", "permitted"})
  void breakGlass_notFoundJustified_isReported(String verdict) {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", verdict));
    start("review-break-glass", Map.of("actionId", cast.token()));
    approve();
    finish();
    assertThat(cast.path())
        .endsWith("Task_ReportBreach")
        .doesNotContain("Task_RecordJustification");
  }

  @Test
  void breakGlass_thatCannotBeRecorded_isReported() {
    cast.refuse(JobTypes.EFFECT_RUN, "NotAuthorised");
    start("review-break-glass", Map.of("actionId", cast.token()));
    approve();
    finish();
    assertThat(cast.path()).endsWith("Task_RecordJustification", "Task_ReportBreach");
  }
}
