package io.countersign.review;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * For a time, one person may decide in another's place.
 *
 * @param id the delegation
 * @param delegator directory id of whoever is away
 * @param delegate directory id of whoever decides in their place
 * @param group the only group for which it holds; every group of the delegator's without one
 * @param startsAt from when it holds
 * @param endsAt until when it was meant to hold
 * @param createdAt when it was made
 * @param endedAt when the delegator ended it before its time
 */
public record Delegation(
    UUID id,
    String delegator,
    String delegate,
    Optional<String> group,
    Instant startsAt,
    Instant endsAt,
    Instant createdAt,
    Optional<Instant> endedAt) {

  /** Whether it holds at this moment; its last moment is just before its end. */
  public boolean inForceAt(Instant moment) {
    return !moment.isBefore(startsAt) && moment.isBefore(endedAt.orElse(endsAt));
  }
}
