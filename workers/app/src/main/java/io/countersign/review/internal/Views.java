package io.countersign.review.internal;

import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.support.CanonicalJson;
import java.util.List;

/** Turns stored rounds into what other modules see. */
final class Views {

  private Views() {}

  static ReviewRound of(RoundEntity round) {
    return new ReviewRound(
        round.id(),
        round.revision(),
        round.subject(),
        CanonicalJson.read(round.shown()),
        round.shownDigest(),
        round.authors(),
        round.seats().stream().map(Views::of).toList(),
        round.openedAt(),
        round.deadline(),
        round.ending());
  }

  static Seat of(SeatEntity seat) {
    return new Seat(
        seat.id(),
        seat.group(),
        seat.escalatedTo(),
        seat.candidates(),
        List.of(),
        seat.vote().map(VoteEntity::toVote));
  }
}
