package io.countersign.review.internal;

import io.countersign.review.SeatEscalated;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Offers late seats to one group after another. */
@Component
class Escalation {

  private final Opener opener;
  private final ReviewProperties properties;
  private final ApplicationEventPublisher events;

  Escalation(Opener opener, ReviewProperties properties, ApplicationEventPublisher events) {
    this.opener = opener;
    this.properties = properties;
    this.events = events;
  }

  /**
   * Offers an open seat of a locked round to the next group.
   *
   * @return whether there is one
   */
  boolean escalate(RoundEntity round, SeatEntity seat) {
    if (round.verdict().isPresent() || seat.vote().isPresent()) {
      return false;
    }
    Optional<String> next = next(seat.groups());
    next.ifPresent(
        group -> {
          seat.escalateTo(group, opener.candidates(group, round.authors()));
          round.seatsChanged();
          events.publishEvent(new SeatEscalated(round.id(), seat.id(), group));
        });
    return next.isPresent();
  }

  private Optional<String> next(List<String> groups) {
    return Optional.ofNullable(properties.escalation().get(groups.getLast()))
        .filter(group -> !groups.contains(group));
  }
}
