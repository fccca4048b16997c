package io.countersign.review.internal;

import io.countersign.identity.Person;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Delegation;
import io.countersign.review.internal.Judge.Judgement;
import io.countersign.review.internal.Judge.Judgement.Fills;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which seat a person fills, who is no author and has not voted: one of their own, or else one in
 * the place of somebody who lets them.
 */
@Component
class SeatChoice {

  private final StandIns standIns;

  SeatChoice(StandIns standIns) {
    this.standIns = standIns;
  }

  Judgement choose(RoundEntity round, Optional<UUID> seatId, Person person, Instant now) {
    List<SeatEntity> asked =
        round.seats().stream().filter(seat -> seatId.map(seat.id()::equals).orElse(true)).toList();
    List<Fills> own =
        asked.stream()
            .filter(seat -> seat.mayBeFilledBy(person))
            .map(seat -> new Fills(seat, person, Optional.empty()))
            .toList();
    List<Refused> spent = new ArrayList<>();
    List<Fills> forOthers = forOthers(asked, person, now, spent);
    if (own.isEmpty() && forOthers.isEmpty()) {
      return new Judgement.Rejects(spent.isEmpty() ? notEligible(round, person) : spent.getFirst());
    }
    return best(round, own)
        .or(() -> best(round, forOthers))
        .<Judgement>map(fills -> fills)
        .orElseGet(
            () ->
                new Judgement.Rejects(
                    new Refused(Reason.SEAT_TAKEN, "Someone else has already filled that seat.")));
  }

  /** The seats that a person may fill in another's place; notes those whose say is used up. */
  private List<Fills> forOthers(
      List<SeatEntity> asked, Person person, Instant now, List<Refused> spent) {
    List<Delegation> inForce = standIns.inForce(now);
    List<Fills> ways = new ArrayList<>();
    for (SeatEntity seat : asked) {
      for (Person absent : standIns.behind(person, seat, inForce)) {
        seat.round()
            .voteThatUsedUp(absent.id())
            .ifPresentOrElse(
                vote -> spent.add(Judge.spent(vote, absent)),
                () -> ways.add(new Fills(seat, person, Optional.of(absent.id()))));
      }
    }
    return ways;
  }

  /** A free seat, if possible one that leaves the others to people who can fill them. */
  private static Optional<Fills> best(RoundEntity round, List<Fills> ways) {
    List<Fills> free = ways.stream().filter(way -> way.seat().vote().isEmpty()).toList();
    return free.stream()
        .filter(way -> leavesOthersFillable(round, way))
        .findFirst()
        .or(() -> free.stream().findFirst());
  }

  private static boolean leavesOthersFillable(RoundEntity round, Fills way) {
    List<String> used =
        Stream.concat(Stream.of(way.person().id()), way.inPlaceOf().stream()).toList();
    return Seating.possible(
        round.seats().stream()
            .filter(seat -> seat.vote().isEmpty() && !seat.id().equals(way.seat().id()))
            .map(
                seat ->
                    seat.candidates().stream()
                        .filter(candidate -> !used.contains(candidate))
                        .filter(candidate -> round.voteThatUsedUp(candidate).isEmpty())
                        .toList())
            .toList());
  }

  private static Refused notEligible(RoundEntity round, Person person) {
    return new Refused(
        Reason.NOT_ELIGIBLE,
        person.name()
            + " may not fill a seat here; it takes "
            + String.join(
                " and ",
                round.seats().stream()
                    .map(seat -> "someone of '" + seat.group() + "'")
                    .distinct()
                    .toList())
            + ".");
  }
}
