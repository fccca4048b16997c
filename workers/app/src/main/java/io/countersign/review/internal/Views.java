package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.review.Delegation;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Turns stored rounds into what other modules see. */
@Component
class Views {

  /** As an erasure leaves it. */
  private static final Map<String, Object> ERASED = Map.of("erased", true);

  private final StandIns standIns;
  private final Payloads payloads;
  private final Clock clock;

  Views(StandIns standIns, Payloads payloads, Clock clock) {
    this.standIns = standIns;
    this.payloads = payloads;
    this.clock = clock;
  }

  ReviewRound of(RoundEntity round) {
    return of(List.of(round)).getFirst();
  }

  List<ReviewRound> of(List<RoundEntity> rounds) {
    List<Delegation> inForce = standIns.inForce(clock.instant());
    return rounds.stream().map(round -> of(round, inForce)).toList();
  }

  Seat of(SeatEntity seat) {
    return of(seat, standIns.inForce(clock.instant()));
  }

  private ReviewRound of(RoundEntity round, List<Delegation> inForce) {
    return new ReviewRound(
        round.id(),
        round.revision(),
        round.subject(),
        shown(round),
        round.shownDigest(),
        round.authors(),
        round.seats().stream().map(seat -> of(seat, inForce)).toList(),
        round.openedAt(),
        round.deadline(),
        round.ending());
  }

  private Map<String, Object> shown(RoundEntity round) {
    return payloads.open(round.shown()).map(CanonicalJson::read).orElseGet(() -> ERASED);
  }

  private Seat of(SeatEntity seat, List<Delegation> inForce) {
    return new Seat(
        seat.id(),
        seat.group(),
        seat.escalatedTo(),
        seat.candidates(),
        standIns.of(seat, inForce),
        seat.vote().map(vote -> vote.toVote(payloads)));
  }
}
