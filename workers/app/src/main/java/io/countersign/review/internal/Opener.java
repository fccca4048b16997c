package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Opening;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Builds a round, if enough people may fill its seats. */
@Component
class Opener {

  private final Directory directory;
  private final Roles roles;
  private final ReviewProperties properties;
  private final Payloads payloads;
  private final Clock clock;

  Opener(
      Directory directory,
      Roles roles,
      ReviewProperties properties,
      Payloads payloads,
      Clock clock) {
    this.directory = directory;
    this.roles = roles;
    this.properties = properties;
    this.payloads = payloads;
    this.clock = clock;
  }

  /** A round that can be filled, or why there can be none. */
  sealed interface Built {
    record Round(RoundEntity round) implements Built {}

    record Unfillable(String why) implements Built {}
  }

  Built build(Opening opening) {
    RoundEntity round = empty(opening);
    for (Requirement requirement : opening.requirements()) {
      List<String> candidates = candidates(requirement.group(), opening.authors());
      if (candidates.size() < requirement.people()) {
        return new Built.Unfillable(tooFew(requirement, candidates.size()));
      }
      for (int seat = 0; seat < requirement.people(); seat++) {
        round.addSeat(requirement.group(), candidates);
      }
    }
    if (round.seats().isEmpty()) {
      return new Built.Unfillable("A review without a seat would approve itself.");
    }
    if (!Seating.possible(round.seats().stream().map(SeatEntity::candidates).toList())) {
      return new Built.Unfillable(
          "The review has "
              + round.seats().size()
              + " seats, each for another person, and its groups share too few people to fill"
              + " them. Add people to the groups, then resolve the incident.");
    }
    return new Built.Round(round);
  }

  private RoundEntity empty(Opening opening) {
    String shown = CanonicalJson.of(opening.shown());
    Instant now = clock.instant();
    return new RoundEntity(
        UUID.randomUUID(),
        opening.subject(),
        payloads.seal(opening.subject().id(), "shown", shown),
        CanonicalJson.digest(shown),
        opening.authors(),
        now,
        now.plus(opening.expiry().orElse(properties.expiry())));
  }

  /** The active members of a group who may review, without authors. */
  List<String> candidates(String group, Set<String> authors) {
    return directory.members(group).stream()
        .filter(person -> roles.of(person).contains(Role.REVIEWER))
        .map(Person::id)
        .filter(person -> !authors.contains(person))
        .toList();
  }

  private static String tooFew(Requirement requirement, int there) {
    return "The review needs "
        + requirement.people()
        + " of group '"
        + requirement.group()
        + "' who did not author the request, but there are "
        + there
        + ". Add people to the group, then resolve the incident.";
  }
}
