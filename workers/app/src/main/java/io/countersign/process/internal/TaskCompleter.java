package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ProblemException;
import io.countersign.history.ProcessHistory;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Completes the user task of a seat that was filled elsewhere: assigns it to whoever decided, then
 * completes it. Runs from the outbox until it succeeds.
 */
@Component
class TaskCompleter {

  private static final Logger LOG = LoggerFactory.getLogger(TaskCompleter.class);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final CamundaClient client;
  private final SeatTasks tasks;
  private final ProcessHistory history;
  private final Directory directory;
  private final ReviewDesk desk;
  private final Clock clock;

  TaskCompleter(
      CamundaClient client,
      SeatTasks tasks,
      ProcessHistory history,
      Directory directory,
      ReviewDesk desk,
      Clock clock) {
    this.client = client;
    this.desk = desk;
    this.clock = clock;
    this.tasks = tasks;
    this.history = history;
    this.directory = directory;
  }

  /** The user task is not known yet; the outbox tries again. */
  static final class TaskNotThereYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskNotThereYet(VoteCast vote) {
      super("The user task of seat " + vote.seatId() + " has not been reported yet.");
    }
  }

  @ApplicationModuleListener
  void on(VoteCast vote) {
    if (vote.channel() == Channel.TASKLIST) {
      return;
    }
    OptionalLong element = tasks.latest(vote.seatId());
    if (element.isPresent() && history.completion(element.getAsLong()).isPresent()) {
      return;
    }
    OptionalLong task =
        element.isPresent() ? history.userTaskKey(element.getAsLong()) : OptionalLong.empty();
    if (task.isPresent()) {
      complete(task.getAsLong(), vote);
    } else if (mayStillCome(vote)) {
      throw new TaskNotThereYet(vote);
    }
  }

  /** A round that ends otherwise may end before the engine has made its tasks. */
  private boolean mayStillCome(VoteCast vote) {
    ReviewRound round = desk.round(vote.roundId()).orElseThrow();
    boolean needed =
        round
            .verdict()
            .map(
                verdict ->
                    verdict == Verdict.APPROVED
                        || (verdict == Verdict.DENIED && vote.choice() == Choice.DENY))
            .orElse(true);
    return needed && clock.instant().isBefore(round.deadline());
  }

  private void complete(long userTaskKey, VoteCast vote) {
    try {
      client
          .newAssignUserTaskCommand(userTaskKey)
          .assignee(engineName(vote.person()))
          .allowOverride(true)
          .send()
          .join();
      client
          .newCompleteUserTaskCommand(userTaskKey)
          .variables(Map.of("decision", vote.choice().wireName()))
          .send()
          .join();
    } catch (ProblemException e) {
      if (e.code() != NOT_FOUND && e.code() != CONFLICT) {
        throw e;
      }
      // Cancelled with its round, or completed by an earlier try whose answer was lost.
      LOG.info("User task {} is gone already: {}", userTaskKey, e.details().getDetail());
    }
  }

  private String engineName(String personId) {
    if (directory.resolve(personId) instanceof Resolution.Known known) {
      return engineName(known.person());
    }
    return personId;
  }

  /** The name by which Tasklist and the engine know a person. */
  static String engineName(Person person) {
    return person.identities().stream()
        .filter(identity -> identity.system().equals("tasklist"))
        .map(LinkedIdentity::subject)
        .findFirst()
        .orElse(person.id());
  }
}
