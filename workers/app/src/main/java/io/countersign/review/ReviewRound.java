package io.countersign.review;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One round of review.
 *
 * @param id the round
 * @param revision counts the changes of its seats, from 1: votes and escalations
 * @param subject what it is about
 * @param shown what reviewers were shown, as sealed
 * @param shownDigest its digest; votes name it
 * @param authors directory ids of those who may not vote
 * @param seats the signatures that it needs
 * @param openedAt when it opened
 * @param deadline when it expires; expiry is a denial
 * @param ending how it ended, once it has
 */
public record ReviewRound(
    UUID id,
    int revision,
    Subject subject,
    Map<String, Object> shown,
    String shownDigest,
    Set<String> authors,
    List<Seat> seats,
    Instant openedAt,
    Instant deadline,
    Optional<Ending> ending) {

  public ReviewRound {
    authors = Set.copyOf(authors);
    seats = List.copyOf(seats);
  }

  /** How it ended, once it has. */
  public Optional<Verdict> verdict() {
    return ending.map(Ending::verdict);
  }

  /** The seat of this id, if it is one of the round's. */
  public Optional<Seat> seat(UUID seatId) {
    return seats.stream().filter(seat -> seat.id().equals(seatId)).findFirst();
  }
}
