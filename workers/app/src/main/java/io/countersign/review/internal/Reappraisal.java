package io.countersign.review.internal;

import io.countersign.identity.DirectoryChanged;
import io.countersign.review.Ending;
import io.countersign.review.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Looks at the open rounds again when people change. A round that can no longer be filled is
 * offered to the next groups at once, and ends denied where there are none: nothing is gained by
 * waiting for a deadline that nobody can meet.
 */
@Component
class Reappraisal {

  private static final Logger LOG = LoggerFactory.getLogger(Reappraisal.class);

  private final RoundRepository rounds;
  private final Standing standing;
  private final Escalation escalation;
  private final RoundEnding endings;
  private final Clock clock;

  Reappraisal(
      RoundRepository rounds,
      Standing standing,
      Escalation escalation,
      RoundEnding endings,
      Clock clock) {
    this.rounds = rounds;
    this.standing = standing;
    this.escalation = escalation;
    this.endings = endings;
    this.clock = clock;
  }

  @ApplicationModuleListener
  void on(DirectoryChanged changed) {
    rounds.findOpen().stream().map(RoundEntity::id).forEach(this::look);
  }

  private void look(UUID id) {
    RoundEntity round = rounds.lock(id).orElseThrow();
    Instant now = clock.instant();
    if (Judge.closed(round, now).isPresent()) {
      return;
    }
    while (!standing.isFillable(round)) {
      if (!escalated(round)) {
        LOG.info("Nobody is left who may fill all seats of review {}: it ends denied.", id);
        endings.end(round, new Ending(Verdict.DENIED, now, Optional.empty(), Optional.empty()));
        return;
      }
    }
  }

  /** Offers one seat to a further group, if possible one that nobody may fill. */
  private boolean escalated(RoundEntity round) {
    return round.seats().stream()
            .filter(seat -> standing.able(round, seat).isEmpty())
            .anyMatch(seat -> escalation.escalate(round, seat))
        || round.seats().stream().anyMatch(seat -> escalation.escalate(round, seat));
  }
}
