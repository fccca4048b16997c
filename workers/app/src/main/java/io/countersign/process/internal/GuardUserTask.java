package io.countersign.process.internal;

import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.countersign.bpmn.JobTypes;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.process.EngineProperties;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The task listener of clusters from 8.8 on: says no inside Tasklist when someone claims or
 * completes a review that they may not decide. A courtesy to the reviewer; what holds on every
 * cluster is {@link VerifyDecision}.
 */
@Component
class GuardUserTask implements JobTask {

  private static final String ASSIGNEE = "io.camunda.zeebe:assignee";

  private final ReviewDesk desk;
  private final Directory directory;
  private final EngineProperties engine;

  GuardUserTask(ReviewDesk desk, Directory directory, EngineProperties engine) {
    this.desk = desk;
    this.directory = directory;
    this.engine = engine;
  }

  @Override
  public String type() {
    return JobTypes.REVIEW_GUARD;
  }

  @Override
  public List<String> reads() {
    return List.of("review", "seat");
  }

  @Override
  public Map<String, Object> perform(ActivatedJob job) {
    return Map.of();
  }

  @Override
  public FinalCommandStep<?> completion(
      JobClient client, ActivatedJob job, Map<String, Object> variables) {
    Optional<String> denial = denial(job);
    return client
        .newCompleteCommand(job)
        .withResult(
            result ->
                result.forUserTask().deny(denial.isPresent()).deniedReason(denial.orElse("")));
  }

  private Optional<String> denial(ActivatedJob job) {
    UUID round = Vars.uuid(job, "review", "id");
    UUID seat = Vars.uuid(job, "seat", "id");
    String assignee = job.getCustomHeaders().getOrDefault(ASSIGNEE, "");
    if (assignee.isBlank()) {
      return Optional.of("Claim the task before you decide, so that it is known who you are.");
    }
    LinkedIdentity who = LinkedIdentity.tasklist(assignee);
    if (votedAs(round, seat, who)) {
      return Optional.empty();
    }
    return engine.trustAssignee()
        ? desk.objection(round, seat, who).map(Refused::message)
        : Optional.of(
            "Decisions in Tasklist do not count on this cluster: anybody could use your name. Decide"
                + " in another channel.");
  }

  /** Whether this person filled the seat elsewhere, and the task only follows. */
  private boolean votedAs(UUID roundId, UUID seatId, LinkedIdentity who) {
    if (!(directory.resolve(who) instanceof Resolution.Known known)) {
      return false;
    }
    Optional<ReviewRound> round = desk.round(roundId);
    return round.isPresent()
        && round.get().seats().stream()
            .filter(seat -> seat.id().equals(seatId))
            .flatMap(seat -> seat.vote().stream())
            .anyMatch(vote -> vote.person().equals(known.person().id()));
  }
}
