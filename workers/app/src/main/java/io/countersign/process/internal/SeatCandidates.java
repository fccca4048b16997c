package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ProblemException;
import io.countersign.history.ProcessHistory;
import io.countersign.review.DelegationEnded;
import io.countersign.review.DelegationMade;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.review.SeatEscalated;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Offers open user tasks to those who may fill their seats since they were opened. An offer only:
 * who may decide is judged when they do.
 */
@Component
class SeatCandidates {

  private static final Logger LOG = LoggerFactory.getLogger(SeatCandidates.class);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final CamundaClient client;
  private final ReviewDesk desk;
  private final SeatTasks tasks;
  private final ProcessHistory history;
  private final ReviewVariables variables;

  SeatCandidates(
      CamundaClient client,
      ReviewDesk desk,
      SeatTasks tasks,
      ProcessHistory history,
      ReviewVariables variables) {
    this.client = client;
    this.desk = desk;
    this.tasks = tasks;
    this.history = history;
    this.variables = variables;
  }

  @ApplicationModuleListener
  void on(SeatEscalated escalated) {
    desk.round(escalated.roundId())
        .filter(round -> round.verdict().isEmpty())
        .flatMap(round -> round.seat(escalated.seatId()))
        .ifPresent(this::offer);
  }

  @ApplicationModuleListener
  void on(DelegationMade made) {
    offerSeatsOf(made.delegation().delegator());
  }

  @ApplicationModuleListener
  void on(DelegationEnded ended) {
    offerSeatsOf(ended.delegation().delegator());
  }

  private void offerSeatsOf(String candidate) {
    desk.open().stream()
        .map(ReviewRound::seats)
        .flatMap(List::stream)
        .filter(seat -> seat.candidates().contains(candidate))
        .forEach(this::offer);
  }

  /** A task that history does not know yet is offered with what its process knows by now. */
  private void offer(Seat seat) {
    OptionalLong element = tasks.latest(seat.id());
    if (seat.vote().isPresent() || element.isEmpty()) {
      return;
    }
    OptionalLong task = history.userTaskKey(element.getAsLong());
    if (task.isPresent()) {
      offer(task.getAsLong(), variables.candidates(seat));
    }
  }

  private void offer(long userTaskKey, List<String> candidates) {
    try {
      client.newUpdateUserTaskCommand(userTaskKey).candidateUsers(candidates).send().join();
    } catch (ProblemException e) {
      if (e.code() != NOT_FOUND && e.code() != CONFLICT) {
        throw e;
      }
      LOG.debug("User task {} is not open any more: {}", userTaskKey, e.getMessage());
    }
  }
}
