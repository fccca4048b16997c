package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.Delegation;
import io.countersign.review.Seat.StandIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who may fill a seat in whose place. Looks at delegations, people and groups as they are at that
 * moment.
 */
@Component
class StandIns {

  private final DelegationRepository delegations;
  private final Directory directory;

  StandIns(DelegationRepository delegations, Directory directory) {
    this.delegations = delegations;
    this.directory = directory;
  }

  /** The delegations in force. */
  List<Delegation> inForce(Instant now) {
    return delegations.findInForce(now).stream()
        .map(DelegationEntity::toDelegation)
        .filter(delegation -> delegation.inForceAt(now))
        .toList();
  }

  /**
   * The people in whose place someone may fill a seat, whether or not their say is used up. Whoever
   * stands in for a delegate of theirs is not asked: delegations do not travel.
   */
  List<Person> behind(Person delegate, SeatEntity seat, List<Delegation> inForce) {
    return inForce.stream()
        .filter(delegation -> delegation.delegate().equals(delegate.id()))
        .flatMap(delegation -> absent(delegation, seat).stream())
        .distinct()
        .toList();
  }

  /** Everyone who may fill an open seat in another's place. */
  List<StandIn> of(SeatEntity seat, List<Delegation> inForce) {
    RoundEntity round = seat.round();
    if (round.verdict().isPresent() || seat.vote().isPresent()) {
      return List.of();
    }
    return inForce.stream()
        .filter(delegation -> mayStandIn(delegation.delegate(), seat))
        .filter(
            delegation ->
                absent(delegation, seat)
                    .filter(person -> round.voteThatUsedUp(person.id()).isEmpty())
                    .isPresent())
        .map(delegation -> new StandIn(delegation.delegate(), delegation.delegator()))
        .distinct()
        .toList();
  }

  /** A candidate decides in their own place, an author in nobody's. */
  private boolean mayStandIn(String delegate, SeatEntity seat) {
    return directory.resolve(delegate) instanceof Resolution.Known(Person person)
        && !seat.round().authors().contains(person.id())
        && seat.round().voteThatUsedUp(person.id()).isEmpty()
        && !seat.mayBeFilledBy(person);
  }

  /** The delegator, if they could fill the seat themselves as far as the delegation goes. */
  private Optional<Person> absent(Delegation delegation, SeatEntity seat) {
    if (directory.resolve(delegation.delegator()) instanceof Resolution.Known(Person person)
        && !seat.round().authors().contains(person.id())
        && seat.mayBeFilledBy(person, delegation.group())) {
      return Optional.of(person);
    }
    return Optional.empty();
  }
}
