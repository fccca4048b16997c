package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Decides whether a decision may count. Looks people up at the moment of the decision, so a change
 * of group after opening counts.
 */
@Component
class Judge {

  private final Directory directory;

  Judge(Directory directory) {
    this.directory = directory;
  }

  /** Either the seat that the decision fills and by whom, or why it does not count. */
  sealed interface Judgement {
    record Fills(SeatEntity seat, Person person) implements Judgement {}

    record Rejects(Refused refused) implements Judgement {}
  }

  Judgement judge(RoundEntity round, Decision decision, Instant now) {
    Optional<Refused> closed = closed(round, now);
    if (closed.isPresent()) {
      return new Judgement.Rejects(closed.get());
    }
    return switch (directory.resolve(decision.who())) {
      case Resolution.Known known -> judge(round, decision, known.person());
      case Resolution.IsAgent agent ->
          rejects(Reason.AGENT, "Agents never decide. Ask a person of the group to review.");
      case Resolution.Unknown unknown -> new Judgement.Rejects(nobody(decision.who()));
      case Resolution.Disabled disabled -> new Judgement.Rejects(disabled(disabled));
    };
  }

  /** What would refuse this identity's approval now, of this seat or, without one, of any. */
  Optional<Refused> objection(
      RoundEntity round, Optional<UUID> seatId, LinkedIdentity who, Instant now) {
    Decision approval =
        new Decision(
            round.id(),
            seatId,
            who,
            Optional.of(Choice.APPROVE),
            Optional.empty(),
            round.subject().digest(),
            round.shownDigest(),
            Channel.TASKLIST);
    return judge(round, approval, now) instanceof Judgement.Rejects rejects
        ? Optional.of(rejects.refused())
        : Optional.empty();
  }

  static Refused unknownRound(UUID roundId) {
    return new Refused(Reason.UNKNOWN_ROUND, "There is no review '" + roundId + "'.");
  }

  static Refused nobody(LinkedIdentity who) {
    return new Refused(
        Reason.UNKNOWN_IDENTITY,
        "'" + who + "' belongs to nobody in the directory. Ask an operator.");
  }

  static Refused disabled(Resolution.Disabled disabled) {
    return new Refused(
        Reason.DISABLED, "'" + disabled.identity() + "' may no longer take part in reviews.");
  }

  /** Why nothing can end or fill this round any more, if that is so. */
  static Optional<Refused> closed(RoundEntity round, Instant now) {
    if (round.verdict().isPresent()) {
      return Optional.of(
          new Refused(
              Reason.ROUND_CLOSED,
              "This review has already ended: " + round.verdict().get().wireName() + "."));
    }
    if (!now.isBefore(round.deadline())) {
      return Optional.of(
          new Refused(
              Reason.ROUND_EXPIRED,
              "This review expired at " + round.deadline() + ". Ask for the action again."));
    }
    return Optional.empty();
  }

  private static Judgement judge(RoundEntity round, Decision decision, Person person) {
    if (round.authors().contains(person.id())) {
      return rejects(
          Reason.AUTHOR,
          person.name()
              + " is an author of this request, and nobody countersigns their own work."
              + " Someone else has to decide.");
    }
    if (!round.subject().digest().equals(decision.subjectDigest())
        || !round.shownDigest().equals(decision.shownDigest())) {
      return rejects(
          Reason.STALE_DIGEST,
          "The decision names something other than what is under review. Open it again and look.");
    }
    if (decision.revision().filter(seen -> seen != round.revision()).isPresent()) {
      return rejects(
          Reason.STALE_REVISION,
          "The decision was made on revision "
              + decision.revision().get()
              + " of this review, which is at "
              + round.revision()
              + ". Open it again and look.");
    }
    if (decision.choice().isEmpty()) {
      return rejects(Reason.NO_CHOICE, "The decision is neither approve nor deny. Decide again.");
    }
    if (decision.choice().get() == Choice.DENY
        && decision.comment().filter(c -> !c.isBlank()).isEmpty()) {
      return rejects(Reason.REASON_REQUIRED, "A denial needs a reason. Say why.");
    }
    if (hasVoted(round, person)) {
      return rejects(
          Reason.ALREADY_VOTED, person.name() + " has already decided; one person fills one seat.");
    }
    return seat(round, decision, person);
  }

  private static Judgement seat(RoundEntity round, Decision decision, Person person) {
    List<SeatEntity> own =
        round.seats().stream()
            .filter(seat -> decision.seatId().map(seat.id()::equals).orElse(true))
            .filter(seat -> seat.mayBeFilledBy(person))
            .toList();
    if (own.isEmpty()) {
      return rejects(
          Reason.NOT_ELIGIBLE,
          person.name() + " may not fill a seat here; it takes " + groups(round) + ".");
    }
    return own.stream()
        .filter(seat -> seat.vote().isEmpty())
        .findFirst()
        .<Judgement>map(seat -> new Judgement.Fills(seat, person))
        .orElseGet(() -> rejects(Reason.SEAT_TAKEN, "Someone else has already filled that seat."));
  }

  private static boolean hasVoted(RoundEntity round, Person person) {
    return round.seats().stream()
        .flatMap(seat -> seat.vote().stream())
        .anyMatch(vote -> vote.person().equals(person.id()));
  }

  private static String groups(RoundEntity round) {
    return String.join(
        " and ",
        round.seats().stream()
            .map(seat -> "someone of '" + seat.group() + "'")
            .distinct()
            .toList());
  }

  private static Judgement rejects(Reason reason, String message) {
    return new Judgement.Rejects(new Refused(reason, message));
  }
}
