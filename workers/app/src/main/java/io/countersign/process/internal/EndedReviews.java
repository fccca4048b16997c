package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.ProblemException;
import io.countersign.review.Ending;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.RoundSettled;
import io.countersign.review.Verdict;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Tells the engine that a round was ended from outside, so that the process stops waiting for it.
 * Runs from the outbox until the engine has taken the message.
 */
@Component
class EndedReviews {

  private static final String MESSAGE = "countersign.review.settled";
  private static final Set<Verdict> FROM_OUTSIDE = Set.of(Verdict.WITHDRAWN, Verdict.SUPERSEDED);
  private static final int CONFLICT = 409;

  /** The process may only just be about to wait, so the message waits for it at least as long. */
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(EndedReviews.class);

  private final CamundaClient client;
  private final ReviewDesk desk;
  private final Clock clock;

  EndedReviews(CamundaClient client, ReviewDesk desk, Clock clock) {
    this.client = client;
    this.desk = desk;
    this.clock = clock;
  }

  @ApplicationModuleListener
  void on(RoundSettled settled) {
    ReviewRound round = desk.round(settled.roundId()).orElseThrow();
    if (FROM_OUTSIDE.contains(settled.verdict()) || isDeniedByNobody(round)) {
      publish(round.id(), life(round));
    }
  }

  /** Seats were open, so no completed task tells the process. */
  private static boolean isDeniedByNobody(ReviewRound round) {
    return round.ending().filter(end -> end.verdict() == Verdict.DENIED).isPresent()
        && round.ending().flatMap(Ending::by).isEmpty()
        && round.seats().stream().anyMatch(seat -> seat.vote().isEmpty());
  }

  /** Until the deadline: from then on the process ends the review by itself. */
  private Duration life(ReviewRound round) {
    Duration untilDeadline = Duration.between(clock.instant(), round.deadline());
    return untilDeadline.compareTo(SHORTEST_LIFE) > 0 ? untilDeadline : SHORTEST_LIFE;
  }

  private void publish(UUID round, Duration life) {
    try {
      client
          .newPublishMessageCommand()
          .messageName(MESSAGE)
          .correlationKey(round.toString())
          .messageId(round.toString())
          .timeToLive(life)
          .send()
          .join();
    } catch (ProblemException e) {
      if (e.code() != CONFLICT) {
        throw e;
      }
      LOG.debug("The engine knows already that review {} ended", round);
    } catch (ClientStatusException e) {
      if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
      LOG.debug("The engine knows already that review {} ended", round);
    }
  }
}
