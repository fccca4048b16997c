package io.countersign.review.internal;

import io.countersign.review.Delegation;
import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns stored rounds into what other modules see. */
@Component
class Views {

  private final StandIns standIns;
  private final Clock clock;

  Views(StandIns standIns, Clock clock) {
    this.standIns = standIns;
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
        CanonicalJson.read(round.shown()),
        round.shownDigest(),
        round.authors(),
        round.seats().stream().map(seat -> of(seat, inForce)).toList(),
        round.openedAt(),
        round.deadline(),
        round.ending());
  }

  private Seat of(SeatEntity seat, List<Delegation> inForce) {
    return new Seat(
        seat.id(),
        seat.group(),
        seat.escalatedTo(),
        seat.candidates(),
        standIns.of(seat, inForce),
        seat.vote().map(VoteEntity::toVote));
  }
}
