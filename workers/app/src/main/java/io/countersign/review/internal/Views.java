package io.countersign.review.internal;

import io.countersign.review.ReviewRound;
import io.countersign.review.Seat;
import io.countersign.support.CanonicalJson;

/** Turns stored rounds into what other modules see. */
final class Views {

  private Views() {}

  static ReviewRound of(RoundEntity round) {
    return new ReviewRound(
        round.id(),
        round.subject(),
        CanonicalJson.read(round.shown()),
        round.shownDigest(),
        round.authors(),
        round.seats().stream().map(Views::of).toList(),
        round.openedAt(),
        round.deadline(),
        round.verdict());
  }

  static Seat of(SeatEntity seat) {
    return new Seat(
        seat.id(),
        seat.group(),
        seat.escalatedTo(),
        seat.candidates(),
        seat.vote().map(VoteEntity::toVote));
  }
}
