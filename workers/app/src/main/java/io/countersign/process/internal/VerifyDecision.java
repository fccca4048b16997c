package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.bpmn.JobTypes;
import io.countersign.history.ProcessHistory;
import io.countersign.history.TaskCompletion;
import io.countersign.identity.LinkedIdentity;
import io.countersign.process.EngineProperties;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.Verdict;
import io.countersign.review.Vote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Establishes who completed a review's user task, from process history, and takes their decision to
 * the review desk. Variables say what was chosen, never who chose it; and what they say counts only
 * if it is what the task was completed with.
 */
@Component
class VerifyDecision implements JobTask {

  private static final Logger LOG = LoggerFactory.getLogger(VerifyDecision.class);
  private static final Duration SOON = Duration.ofMillis(200);

  /** After so many refused completions in a row, a seat is escalated instead of reopened. */
  private static final int REOPENINGS = 3;

  private final ReviewDesk desk;
  private final ProcessHistory history;
  private final SeatTasks tasks;
  private final EngineProperties engine;

  VerifyDecision(
      ReviewDesk desk, ProcessHistory history, SeatTasks tasks, EngineProperties engine) {
    this.desk = desk;
    this.engine = engine;
    this.history = history;
    this.tasks = tasks;
  }

  @Override
  public String type() {
    return JobTypes.REVIEW_VERIFY;
  }

  @Override
  public List<String> reads() {
    return List.of("review", "seat", "decision", "comment");
  }

  @Override
  public Map<String, Object> perform(ActivatedJob job) throws NotYet {
    UUID seatId = Vars.uuid(job, "seat", "id");
    ReviewRound round = desk.round(Vars.uuid(job, "review", "id")).orElseThrow();
    Optional<Vote> vote = vote(round, seatId);
    if (vote.isPresent()) {
      return filled(vote.get().choice());
    }
    return switch (desk.decide(decision(job, round, seatId))) {
      case DecisionResult.Accepted accepted ->
          filled(vote(desk.round(round.id()).orElseThrow(), seatId).orElseThrow().choice());
      case DecisionResult.Refused refused -> refused(refused, round, seatId);
    };
  }

  private static Optional<Vote> vote(ReviewRound round, UUID seatId) {
    return round.seat(seatId).flatMap(Seat::vote);
  }

  private Decision decision(ActivatedJob job, ReviewRound round, UUID seatId) throws NotYet {
    TaskCompletion completion = completion(seatId);
    String choice = Vars.text(job, "decision").orElse("");
    Optional<Choice> genuine =
        history.completedWith(completion, "decision", choice)
            ? Choice.of(choice)
            : Optional.empty();
    return new Decision(
        round.id(),
        Optional.of(seatId),
        who(completion),
        genuine,
        Vars.text(job, "comment").filter(text -> !text.isBlank()),
        card(job, "actionDigest"),
        card(job, "shownDigest"),
        Channel.TASKLIST);
  }

  /**
   * Whoever the task was assigned to, where that proves anything. Elsewhere anybody with engine
   * credentials could have put any name there, so it is nobody's.
   */
  private LinkedIdentity who(TaskCompletion completion) {
    String assignee = completion.assignee().orElse("nobody had claimed the task");
    if (engine.trustAssignee()) {
      return LinkedIdentity.tasklist(assignee);
    }
    LOG.warn(
        "A review was completed in Tasklist in the name of '{}'. Such votes do not count here. Where"
            + " only people themselves can complete tasks under their names, set"
            + " countersign.engine.trust-assignee=true.",
        assignee);
    return new LinkedIdentity("unproven-tasklist", assignee);
  }

  private TaskCompletion completion(UUID seatId) throws NotYet {
    OptionalLong element = tasks.latest(seatId);
    Optional<TaskCompletion> completion =
        element.isEmpty() ? Optional.empty() : history.completion(element.getAsLong());
    return completion.orElseThrow(
        () -> new NotYet("Process history does not say yet who completed the task.", SOON));
  }

  private static String card(ActivatedJob job, String field) {
    return job.getVariablesAsMap().get("review") instanceof Map<?, ?> review
            && review.get("card") instanceof Map<?, ?> card
        ? String.valueOf(card.get(field))
        : "";
  }

  private Map<String, Object> refused(
      DecisionResult.Refused refused, ReviewRound round, UUID seatId) {
    return switch (refused.reason()) {
      case ROUND_CLOSED ->
          filled(
              desk.round(round.id()).orElseThrow().verdict().orElseThrow() == Verdict.APPROVED
                  ? Choice.APPROVE
                  : Choice.DENY);
      default -> {
        boolean often = tasks.times(seatId) % REOPENINGS == 0;
        yield Map.of(
            "seatOutcome", often ? "escalate" : "reopen", "refusal", refused.reason().name());
      }
    };
  }

  private static Map<String, Object> filled(Choice choice) {
    return Map.of(
        "seatOutcome", "filled", "vote", choice == Choice.APPROVE ? "approved" : "denied");
  }
}
