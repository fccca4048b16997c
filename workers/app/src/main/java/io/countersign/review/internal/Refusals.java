package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.review.DecisionRefused;
import io.countersign.review.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Keeps what was refused and tells of it, so that it goes on record. Of what one program tries,
 * {@value #KEPT} refusals an hour are kept: a loop must not fill the ledger. The others are refused
 * all the same.
 */
@Component
class Refusals {

  /** How many refusals of one program are kept within {@link #WITHIN}. */
  static final int KEPT = 20;

  private static final Duration WITHIN = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final RefusalRepository rows;
  private final Directory directory;
  private final ApplicationEventPublisher events;

  Refusals(RefusalRepository rows, Directory directory, ApplicationEventPublisher events) {
    this.rows = rows;
    this.directory = directory;
    this.events = events;
  }

  void keep(RefusalEntity refusal, LinkedIdentity who, Instant now) {
    if (directory.resolve(who) instanceof Resolution.IsAgent
        && rows.countByIdentityAndRefusedAtAfter(who.toString(), now.minus(WITHIN)) >= KEPT) {
      LOG.warn("{} was refused again on review {}; not recorded.", who, refusal.roundId());
      return;
    }
    RefusalEntity kept = rows.save(refusal);
    events.publishEvent(new DecisionRefused(kept.id(), kept.roundId()));
  }

  /** What was refused on a round, oldest first. */
  List<Refusal> of(UUID roundId) {
    return rows.findByRoundIdOrderByRefusedAt(roundId).stream()
        .map(RefusalEntity::toRefusal)
        .toList();
  }
}
