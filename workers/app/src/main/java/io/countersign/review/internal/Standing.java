package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether people who could fill seats when a round opened, or did, still could at this moment. */
@Component
class Standing {

  private final Directory directory;
  private final Roles roles;

  Standing(Directory directory, Roles roles) {
    this.directory = directory;
    this.roles = roles;
  }

  /** Whether every open seat can still be filled, each by another person. */
  boolean isFillable(RoundEntity round) {
    return Seating.possible(
        round.seats().stream()
            .filter(seat -> seat.vote().isEmpty())
            .map(seat -> able(round, seat))
            .toList());
  }

  /** The candidates of an open seat who may still fill it. */
  List<String> able(RoundEntity round, SeatEntity seat) {
    return seat.candidates().stream()
        .filter(candidate -> round.voteThatUsedUp(candidate).isEmpty())
        .filter(candidate -> reviewer(candidate).filter(seat::mayBeFilledBy).isPresent())
        .toList();
  }

  /** Whether a vote would count if it were cast now. */
  boolean holds(SeatEntity seat, VoteEntity vote) {
    return reviewer(vote.person()).isPresent()
        && active(vote.inPlaceOf().orElse(vote.person())).filter(seat::mayBeFilledBy).isPresent();
  }

  private Optional<Person> reviewer(String id) {
    return active(id).filter(person -> roles.of(person).contains(Role.REVIEWER));
  }

  private Optional<Person> active(String id) {
    return directory.resolve(id) instanceof Resolution.Known(Person person)
        ? Optional.of(person)
        : Optional.empty();
  }
}
