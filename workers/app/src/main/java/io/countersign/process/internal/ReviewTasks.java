package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.REVIEW_CLOSE;
import static io.countersign.bpmn.JobTypes.REVIEW_ESCALATE;
import static io.countersign.bpmn.JobTypes.REVIEW_EXPIRE;
import static io.countersign.bpmn.JobTypes.REVIEW_OPEN;
import static io.countersign.bpmn.JobTypes.REVIEW_OPEN_PLAN;
import static io.countersign.bpmn.JobTypes.REVIEW_REMIND;
import static io.countersign.bpmn.JobTypes.REVIEW_SEAT_OPENED;

import io.countersign.execution.ActionReviews;
import io.countersign.releases.PlanReviews;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job types that open reviews, keep them moving and end them. */
@Configuration
class ReviewTasks {

  private static final String REVIEW = "review";
  private static final String SEAT = "seat";

  private final ReviewDesk desk;
  private final ActionReviews actionReviews;
  private final PlanReviews planReviews;
  private final ReviewVariables variables;
  private final SeatTasks seatTasks;

  ReviewTasks(
      ReviewDesk desk,
      ActionReviews actionReviews,
      PlanReviews planReviews,
      ReviewVariables variables,
      SeatTasks seatTasks) {
    this.desk = desk;
    this.actionReviews = actionReviews;
    this.planReviews = planReviews;
    this.variables = variables;
    this.seatTasks = seatTasks;
  }

  @Bean
  JobTask openReview() {
    return new SimpleTask(
        REVIEW_OPEN,
        List.of("actionId"),
        job -> opened(actionReviews.open(Vars.uuid(job, "actionId"))));
  }

  @Bean
  JobTask openPlanReview() {
    return new SimpleTask(
        REVIEW_OPEN_PLAN,
        List.of("releaseId"),
        job -> opened(planReviews.open(Vars.uuid(job, "releaseId"))));
  }

  private Map<String, Object> opened(OpeningResult result) throws OperatorNeeded {
    return switch (result) {
      case OpeningResult.Opened opened -> Map.of(REVIEW, variables.of(opened.round()));
      case OpeningResult.NoReviewer nobody -> throw new OperatorNeeded(nobody.why());
    };
  }

  @Bean
  JobTask noteSeatOpened() {
    return new SimpleTask(
        REVIEW_SEAT_OPENED,
        List.of(SEAT),
        job -> {
          seatTasks.opened(
              Vars.uuid(job, SEAT, "id"), job.getElementInstanceKey(), job.getProcessInstanceKey());
          return Map.of();
        });
  }

  @Bean
  JobTask remindReviewers() {
    return new SimpleTask(
        REVIEW_REMIND,
        List.of(REVIEW),
        job -> {
          desk.remind(Vars.uuid(job, REVIEW, "id"));
          return Map.of();
        });
  }

  @Bean
  JobTask escalateReview() {
    return new SimpleTask(
        REVIEW_ESCALATE,
        List.of(REVIEW, SEAT),
        job ->
            desk.escalate(Vars.uuid(job, REVIEW, "id"), Vars.uuid(job, SEAT, "id"))
                .map(seat -> Map.<String, Object>of(SEAT, variables.of(seat)))
                .orElseGet(Map::of));
  }

  @Bean
  JobTask expireReview() {
    return new SimpleTask(
        REVIEW_EXPIRE,
        List.of(REVIEW),
        job -> {
          UUID round = Vars.uuid(job, REVIEW, "id");
          Verdict verdict =
              desk.expire(round)
                  .orElseThrow(
                      () ->
                          new NotYet(
                              "The engine's clock is ahead of ours; round "
                                  + round
                                  + " has not expired yet.",
                              Duration.ofMillis(500)));
          return Map.of("verdict", verdict.wireName());
        });
  }

  @Bean
  JobTask closeReview() {
    return new SimpleTask(
        REVIEW_CLOSE,
        List.of(REVIEW),
        job -> {
          UUID id = Vars.uuid(job, REVIEW, "id");
          ReviewRound round = desk.round(id).orElseThrow();
          Verdict verdict =
              round
                  .verdict()
                  .orElseThrow(
                      () ->
                          new OperatorNeeded(
                              "The process left review "
                                  + id
                                  + " before it ended. Someone may have modified the process"
                                  + " instance. Decide the review, then resolve the incident."));
          return Map.of("verdict", verdict.wireName());
        });
  }
}
