package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseDatasetIT extends ProcessWalk {
  private static final Map<String, Object> APPROVE = Map.of("decision", "approve");
  private static final Map<String, Object> DENY = Map.of("decision", "deny", "reason", "Too much.");

  private void start() {
    start("release-dataset", Map.of("releaseId", cast.token(), "requestedBy", "ada"));
  }

  private void assertClosed(String outcome, String errorCode) {
    cast.awaitCall("Task_CloseRelease");
    assertThat(cast.last("Task_CloseRelease").variables())
        .containsEntry("releaseId", cast.token())
        .containsEntry("releaseOutcome", outcome)
        .containsEntry("errorCode", errorCode);
    assertThat(cast.path()).containsOnlyOnce("Task_CloseRelease");
  }

  @Test
  void approval_exportsOnceAndCloses() {
    start();
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
    assertClosed("released", null);
    assertThat(cast.path())
        .containsExactly(
            "Task_AcceptRelease",
            "Task_FingerprintDataset",
            "Task_ProposeMaskingPlan",
            "Task_MaskDataset",
            "Task_VerifyMaskedDataset",
            "Task_SealExportAction",
            "Task_DecideActionPolicy",
            "Task_OpenReview",
            "Task_VerifyDecision",
            "Task_CloseReview",
            "Task_RedeemAndExport",
            "Task_VerifyExport",
            "Task_RecordOutcome",
            "Task_CloseRelease");
    assertThat(cast.last("Task_DecideActionPolicy").variables())
        .containsOnlyKeys("actionId", "rejection")
        .containsEntry("actionId", cast.token());
    assertThat(cast.last("Task_RedeemAndExport").variables())
        .containsEntry("actionId", cast.token());
    assertThat(cast.last("Task_RecordOutcome").variables()).containsEntry("outcome", "done");
  }

  @Test
  void release_atItsEnd_leavesNothingButItsOwnVariables() {
    start();
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
    assertThat(finish())
        .containsOnlyKeys("releaseId", "requestedBy", "verdict", "releaseOutcome")
        .containsEntry("verdict", "approved");
  }

  @Test
  void start_sentTwice_leavesTheReleaseToTheFirstInstance() {
    cast.refuse(JobTypes.RELEASE_ACCEPT, "DuplicateStart");
    start();
    assertThat(finish()).containsOnlyKeys("releaseId", "requestedBy");
    assertThat(cast.path()).containsExactly("Task_AcceptRelease");
  }

  @Test
  void permission_byPolicy_exportsWithoutReview() {
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "permitted", "why", "Yes.")));
    start();
    assertClosed("released", null);
    assertThat(cast.path()).doesNotContain("Task_OpenReview").contains("Task_RedeemAndExport");
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "expired", "withdrawn", "superseded", "nonsense"})
  void verdict_otherThanApproved_neverExports(String verdict) {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", verdict));
    start();
    cast.complete(cast.awaitTasks(1).get(0), DENY);
    assertClosed("not-approved", null);
    assertThat(cast.path()).doesNotContain("Task_RedeemAndExport").contains("Task_RecordRefusal");
    assertThat(cast.last("Task_RecordRefusal").variables()).containsEntry("outcome", "refused");
  }

  @Test
  void refusal_byPolicy_neverExports() {
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "refused", "why", "No.")));
    start();
    assertClosed("not-approved", null);
    assertThat(cast.path()).doesNotContain("Task_OpenReview", "Task_RedeemAndExport");
  }

  @Test
  void deadline_passes_neverExports() {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "expired"));
    start();
    cast.awaitTasks(1);
    engine.pass(Duration.ofHours(9));
    assertClosed("not-approved", null);
    assertThat(cast.path()).contains("Task_ExpireReview").doesNotContain("Task_RedeemAndExport");
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.dataset.fingerprint, DatasetUnreadable",
    "countersign.dataset.fingerprint, SomethingElse",
    "countersign.masking.propose,     DatasetUnreadable",
    "countersign.masking.mask,        DatasetChanged",
    "countersign.masking.mask,        PlanRejected",
    "countersign.masking.mask,        DatasetUnreadable",
    "countersign.masking.verify,      IdentifiersSurvived",
  })
  void error_whilePreparing_closesAsFailed(String type, String errorCode) {
    cast.refuse(type, errorCode);
    start();
    assertClosed("failed", "PreparationFailed");
    assertThat(cast.path()).doesNotContain("Task_SealExportAction");
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.effect.run,    DatasetChanged",
    "countersign.effect.run,    DestinationExists",
    "countersign.effect.run,    EffectFailed",
    "countersign.effect.run,    NotAuthorised",
    "countersign.effect.verify, EffectFailed",
  })
  void error_whileExporting_isRecordedAndClosesAsFailed(String type, String errorCode) {
    cast.refuse(type, errorCode);
    start();
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
    assertClosed("failed", "ExportFailed");
    assertThat(cast.path()).doesNotContain("Task_RecordOutcome");
    assertThat(cast.last("Task_RecordFailure").variables())
        .containsEntry("outcome", "failed")
        .containsEntry("errorCode", errorCode);
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.action.seal,   DatasetChanged",
    "countersign.policy.decide, SomethingElse",
    "countersign.review.open,   SomethingElse",
    "countersign.effect.run,    SomethingElse",
  })
  void error_thatNobodyNamed_closesAsFailed(String type, String errorCode) {
    cast.refuse(type, errorCode);
    if (type.equals(JobTypes.EFFECT_RUN)) {
      cast.say(
          JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "permitted", "why", "Yes.")));
    }
    start();
    assertClosed("failed", "ExportFailed");
  }

  @Test
  void refusal_byMaskingPolicy_masksNothing() {
    cast.say(JobTypes.MASKING_PROPOSE, Map.of("plan", Cast.plan(0.95, 0, 6)));
    start();
    assertClosed("not-approved", "MaskingRefused");
    assertThat(cast.path()).doesNotContain("Task_OpenPlanReview", "Task_MaskDataset");
  }
}
