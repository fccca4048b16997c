package io.countersign.bpmn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.command.ProblemException;
import io.countersign.bpmn.Cast.Answer;
import io.countersign.bpmn.Cast.OpenTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewActionIT extends ProcessWalk {
  private static final Map<String, Object> APPROVE = Map.of("decision", "approve");
  private static final Map<String, Object> DENY = Map.of("decision", "deny", "reason", "Too much.");

  private void start() {
    start("review-action", Map.of("actionId", cast.token()));
  }

  @Test
  void policy_permits_nobodyIsAsked() {
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "permitted", "why", "Yes.")));
    start();
    assertThat(finish()).containsEntry("verdict", "permitted");
    assertThat(cast.path()).containsExactly("Task_DecideActionPolicy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "perhaps"})
  void policy_refusesOrSaysNothingKnown_isRefused(String kind) {
    cast.say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", kind, "why", "No.")));
    start();
    assertThat(finish()).containsEntry("verdict", "refused");
    assertThat(cast.path()).containsExactly("Task_DecideActionPolicy");
  }

  @Test
  void policy_givesNoRuling_isRefused() {
    cast.say(JobTypes.POLICY_DECIDE, Map.of());
    start();
    assertThat(finish()).containsEntry("verdict", "refused");
  }

  @Test
  void approval_ofEverySeat_closesWithTheVerdictOfTheApplication() {
    cast.seats("data-stewards", "privacy");
    start();
    for (OpenTask task : cast.awaitTasks(2)) {
      cast.complete(task, APPROVE);
    }
    assertThat(finish()).containsEntry("verdict", "approved");
    assertThat(cast.path())
        .containsExactly(
            "Task_DecideActionPolicy",
            "Task_OpenReview",
            "Task_VerifyDecision",
            "Task_VerifyDecision",
            "Task_CloseReview");
  }

  @Test
  void approval_ofOneSeatOfTwo_keepsTheOtherWaiting() {
    cast.seats("data-stewards", "privacy");
    start();
    List<OpenTask> tasks = cast.awaitTasks(2);
    cast.complete(tasks.get(0), APPROVE);
    cast.awaitCall("Task_VerifyDecision");
    assertThat(cast.path()).doesNotContain("Task_CloseReview");
    cast.complete(tasks.get(1), APPROVE);
    assertThat(finish()).containsEntry("verdict", "approved");
  }

  @Test
  void denial_ofOneSeatOfThree_endsTheOthersAtOnce() {
    cast.seats("data-stewards", "privacy", "security");
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "denied"));
    start();
    List<OpenTask> tasks = cast.awaitTasks(3);
    cast.complete(tasks.get(1), DENY);
    assertThat(finish()).containsEntry("verdict", "denied");
    assertThat(cast.last("Task_VerifyDecision").variables())
        .containsEntry("decision", "deny")
        .containsEntry("comment", "Too much.");
    for (OpenTask other : List.of(tasks.get(0), tasks.get(2))) {
      assertThatThrownBy(() -> cast.complete(other, APPROVE)).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void seat_notIndependent_isReopenedWithAnEmptyForm() {
    Iterator<String> outcomes = List.of("reopen", "unheard of", "filled").iterator();
    cast.on(
        JobTypes.REVIEW_VERIFY,
        job -> {
          String outcome = outcomes.next();
          Map<String, Object> said = new HashMap<>(Map.of("seatOutcome", outcome));
          said.put("vote", outcome.equals("filled") ? "approved" : null);
          return new Answer(said);
        });
    start();
    for (int round = 0; round < 3; round++) {
      OpenTask task = cast.awaitTasks(round + 1).get(round);
      assertThat(task.variables())
          .containsEntry("decision", null)
          .containsEntry("comment", null)
          .containsEntry("reason", null);
      cast.complete(task, Map.of("decision", "approve", "comment", "Round " + round));
    }
    assertThat(finish()).containsEntry("verdict", "approved");
    assertThat(cast.path()).doesNotContain("Task_EscalateSeat");
  }

  @Test
  void seat_reopenedTooOften_isOfferedToTheNextGroup() {
    Iterator<String> outcomes = List.of("escalate", "filled").iterator();
    cast.on(
        JobTypes.REVIEW_VERIFY,
        job -> new Answer(Map.of("seatOutcome", outcomes.next(), "vote", "approved")));
    Map<String, Object> seat = Map.of("id", "seat-2", "group", "leads", "candidates", List.of("z"));
    cast.say(JobTypes.REVIEW_ESCALATE, Map.of("seat", seat));
    start();
    cast.complete(cast.awaitTasks(1).get(0), APPROVE);
    OpenTask second = cast.awaitTasks(2).get(1);
    assertThat(second.seat()).isEqualTo(seat);
    cast.complete(second, APPROVE);
    assertThat(finish()).containsEntry("verdict", "approved");
    assertThat(cast.path()).containsOnlyOnce("Task_EscalateSeat");
  }

  @Test
  void time_passes_remindsThenEscalatesOnceAndTheSeatStaysOpen() {
    start();
    OpenTask task = cast.awaitTasks(1).get(0);
    engine.pass(Duration.ofHours(2).plusMinutes(1));
    cast.awaitCall("Task_RemindReviewers");
    assertThat(cast.last("Task_RemindReviewers").variables()).containsKey("seat");
    assertThat(cast.path()).doesNotContain("Task_EscalateReview");
    engine.pass(Duration.ofHours(2));
    cast.awaitCall("Task_EscalateReview");
    Iterator<String> outcomes = List.of("reopen", "filled").iterator();
    cast.on(
        JobTypes.REVIEW_VERIFY,
        job -> new Answer(Map.of("seatOutcome", outcomes.next(), "vote", "approved")));
    cast.complete(task, APPROVE);
    cast.complete(cast.awaitTasks(2).get(1), APPROVE);
    cast.awaitCall("Task_CloseReview");
    assertThat(cast.path())
        .containsOnlyOnce("Task_RemindReviewers")
        .containsOnlyOnce("Task_EscalateReview");
  }

  @Test
  void deadline_passes_expiresEverySeat() {
    cast.seats("data-stewards", "privacy");
    start();
    List<OpenTask> tasks = cast.awaitTasks(2);
    cast.complete(tasks.get(0), APPROVE);
    cast.awaitCall("Task_VerifyDecision");
    engine.pass(Duration.ofHours(8).plusMinutes(1));
    cast.awaitCall("Task_CloseReview");
    assertThat(cast.path()).containsSubsequence("Task_ExpireReview", "Task_CloseReview");
    assertThatThrownBy(() -> cast.complete(tasks.get(1), APPROVE))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"withdrawn", "superseded"})
  void message_settlesTheReview_whileSeatsAreOpen(String verdict) {
    cast.seats("data-stewards", "privacy");
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", verdict));
    start();
    cast.awaitTasks(2);
    engine
        .client()
        .newPublishMessageCommand()
        .messageName("countersign.review.settled")
        .correlationKey(cast.reviewId())
        .timeToLive(Duration.ofMinutes(1))
        .send()
        .join();
    assertThat(finish()).containsEntry("verdict", verdict);
    assertThat(cast.path())
        .containsExactly("Task_DecideActionPolicy", "Task_OpenReview", "Task_CloseReview");
  }

  @Test
  void completion_withForeignVariables_changesNothingButDecisionAndComment() {
    cast.on(
        JobTypes.REVIEW_VERIFY,
        job -> {
          assertThat(job.getVariablesAsMap())
              .containsEntry("vote", null)
              .containsEntry("seatOutcome", null);
          assertThat(job.getVariablesAsMap().get("seat"))
              .isEqualTo(cast.awaitTasks(1).get(0).seat());
          return new Answer(Map.of("seatOutcome", "filled", "vote", "denied"));
        });
    cast.say(JobTypes.REVIEW_CLOSE, Map.of("verdict", "denied"));
    start();
    cast.complete(
        cast.awaitTasks(1).get(0),
        Map.of(
            "decision", "approve",
            "comment", "Fine.",
            "vote", "approved",
            "seatOutcome", "filled",
            "verdict", "approved",
            "seat", Map.of("id", "mine"),
            "ruling", Map.of("kind", "permitted"),
            "actionId", "action-2"));
    assertThat(finish())
        .containsEntry("verdict", "denied")
        .containsEntry("actionId", cast.token())
        .containsOnlyKeys("actionId", "ruling", "review", "verdict");
  }
}
