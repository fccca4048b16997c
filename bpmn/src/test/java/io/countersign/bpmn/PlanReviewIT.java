package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bpmn.Cast.Answer;
import io.countersign.bpmn.Cast.OpenTask;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanReviewIT extends ProcessWalk {
  private static final Map<String, Object> APPROVE = Map.of("decision", "approve");

  @BeforeEach
  void unsurePlan() {
    cast.say(JobTypes.MASKING_PROPOSE, Map.of("plan", Cast.plan(0.6, 2, 0)));
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "permitted", "why", "Yes.")));
  }

  private void start() {
    start("release-dataset", Map.of("releaseId", cast.token(), "requestedBy", "ada"));
  }

  private void assertNotApproved() {
    cast.awaitCall("Task_CloseRelease");
    assertThat(cast.last("Task_CloseRelease").variables())
        .containsEntry("releaseOutcome", "not-approved")
        .containsEntry("errorCode", "PlanNotApproved");
    assertThat(cast.path()).doesNotContain("Task_MaskDataset", "Task_SealExportAction");
  }

  @Test
  void plan_approved_isUsed() {
    start();
    OpenTask task = cast.awaitTasks(1).get(0);
    assertThat(task.element()).isEqualTo("Task_ReviewMaskingPlan");
    assertThat(task.seat()).containsEntry("group", "data-stewards");
    cast.complete(task, APPROVE);
    assertThat(finish()).containsEntry("releaseOutcome", "released");
    assertThat(cast.path())
        .containsSubsequence(
            "Task_ProposeMaskingPlan",
            "Task_OpenPlanReview",
            "Task_VerifyPlanDecision",
            "Task_ClosePlanReview",
            "Task_MaskDataset");
  }

  @Test
  void plan_denied_masksNothing() {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "denied"));
    start();
    cast.complete(cast.awaitTasks(1).get(0), Map.of("decision", "deny", "reason", "Column 3."));
    assertNotApproved();
    assertThat(cast.last("Task_VerifyPlanDecision").variables())
        .containsEntry("decision", "deny")
        .containsEntry("comment", "Column 3.");
  }

  @Test
  void plan_closedWithoutVerdict_masksNothing() {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of());
    start();
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
    assertNotApproved();
  }

  @Test
  void deadline_passes_masksNothing() {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "expired"));
    start();
    cast.awaitTasks(1);
    engine.pass(Duration.ofHours(3));
    cast.awaitCall("Task_RemindPlanReviewers");
    engine.pass(Duration.ofHours(2));
    cast.awaitCall("Task_EscalatePlanReview");
    engine.pass(Duration.ofHours(4));
    assertNotApproved();
    assertThat(cast.path()).contains("Task_ExpirePlanReview");
  }

  @Test
  void message_withdrawsTheReview_masksNothing() {
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "withdrawn"));
    start();
    cast.awaitTasks(1);
    engine
        .client()
        .newPublishMessageCommand()
        .messageName("countersign.review.settled")
        .correlationKey(cast.reviewId())
        .send()
        .join();
    assertNotApproved();
  }

  @Test
  void seat_reopenedThenEscalated_isFilledInTheEnd() {
    Iterator<String> outcomes = List.of("reopen", "escalate", "filled").iterator();
    cast.on(
        JobTypes.REVIEW_VERIFY,
        job -> new Answer(Map.of("seatOutcome", outcomes.next(), "vote", "approved")));
    Map<String, Object> next =
        Map.of("id", "seat-2", "group", "privacy", "candidates", List.of("zoe"));
    cast.say(JobTypes.REVIEW_ESCALATE, Map.of("seat", next));
    start();
    for (int round = 0; round < 3; round++) {
      cast.complete(cast.awaitTasks(round + 1).get(round), APPROVE);
    }
    assertThat(finish()).containsEntry("releaseOutcome", "released");
    assertThat(cast.awaitTasks(3).get(2).seat()).isEqualTo(next);
    assertThat(cast.path()).containsOnlyOnce("Task_EscalatePlanSeat");
  }
}
