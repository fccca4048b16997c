package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.identity.Roles;
import io.countersign.policy.Assurance;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.support.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Decides whether a decision may count. Looks people up at the moment of the decision, so a change
 * of group after opening counts.
 */
@Component
class Judge {

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

  private final Directory directory;
  private final Roles roles;
  private final SeatChoice seats;
  private final Payloads payloads;
  private final Duration freshFor;

  Judge(
      Directory directory,
      Roles roles,
      SeatChoice seats,
      Payloads payloads,
      ReviewProperties properties) {
    this.payloads = payloads;
    this.freshFor = properties.freshFor();
    this.directory = directory;
    this.roles = roles;
    this.seats = seats;
  }

  /** Either the seat that the decision fills and by whom, or why it does not count. */
  sealed interface Judgement {
    /** In another person's place, where it is not their own. */
    record Fills(SeatEntity seat, Person person, Optional<String> inPlaceOf) implements Judgement {}

    record Rejects(Refused refused) implements Judgement {}
  }

  Judgement judge(RoundEntity round, Decision decision, Instant now) {
    Optional<Refused> closed = closed(round, now);
    if (closed.isPresent()) {
      return new Judgement.Rejects(closed.get());
    }
    return switch (directory.resolve(decision.who())) {
      case Resolution.Known known -> judge(round, decision, known.person(), now);
      case Resolution.IsAgent agent ->
          rejects(Reason.AGENT, "Agents never decide. Ask a person of the group to review.");
      case Resolution.Unknown unknown -> new Judgement.Rejects(nobody(decision.who()));
      case Resolution.Disabled disabled -> new Judgement.Rejects(disabled(disabled));
    };
  }

  /** What would refuse this identity's approval now, of this seat or, without one, of any. */
  Optional<Refused> objection(
      RoundEntity round,
      Optional<UUID> seatId,
      LinkedIdentity who,
      Optional<Instant> signedInAt,
      Instant now) {
    Decision approval =
        new Decision(
            round.id(),
            Optional.empty(),
            seatId,
            who,
            Optional.of(Choice.APPROVE),
            Optional.empty(),
            round.subject().digest(),
            round.shownDigest(),
            Channel.TASKLIST,
            signedInAt);
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
    Optional<Refused> ended = ended(round);
    if (ended.isPresent()) {
      return ended;
    }
    if (!now.isBefore(round.deadline())) {
      return Optional.of(
          new Refused(
              Reason.ROUND_EXPIRED,
              "This review expired at " + round.deadline() + ". Ask for the action again."));
    }
    return Optional.empty();
  }

  /** The same, with the deadline left aside. */
  static Optional<Refused> ended(RoundEntity round) {
    return round
        .verdict()
        .map(
            how ->
                new Refused(
                    Reason.ROUND_CLOSED, "This review has already ended: " + how.wireName() + "."));
  }

  private Judgement judge(RoundEntity round, Decision decision, Person person, Instant now) {
    if (round.authors().contains(person.id())) {
      return rejects(
          Reason.AUTHOR,
          person.name()
              + " is an author of this request, and nobody countersigns their own work."
              + " Someone else has to decide.");
    }
    if (!roles.of(person).contains(Role.REVIEWER)) {
      return rejects(
          Reason.NOT_ELIGIBLE,
          person.name()
              + " does not have the role of a reviewer (countersign.roles), whatever their"
              + " groups.");
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
    if (decision.choice().get() == Choice.APPROVE
        && decision.channel().isChat()
        && assurance(round) != Assurance.CHAT) {
      return rejects(
          Reason.MORE_ASSURANCE,
          "Policy wants to be surer who approves this than a chat can be. Decide in the console or"
              + " with ./countersign review approve "
              + round.id());
    }
    Optional<VoteEntity> usedUp = round.voteThatUsedUp(person.id());
    if (usedUp.isPresent()) {
      return new Judgement.Rejects(spent(usedUp.get(), person));
    }
    Judgement judgement = seats.choose(round, decision.seatId(), person, now);
    return judgement instanceof Judgement.Fills
            && decision.choice().get() == Choice.APPROVE
            && assurance(round) == Assurance.FRESH
            && !isFresh(decision.signedInAt(), now)
        ? rejects(Reason.OLD_SIGN_IN, signInAgain(decision.signedInAt()))
        : judgement;
  }

  /** A moment that is still ahead proves nothing, but for clocks that differ a little. */
  private boolean isFresh(Optional<Instant> signedInAt, Instant now) {
    return signedInAt
        .filter(at -> !at.isAfter(now.plus(CLOCKS_DIFFER)) && at.plus(freshFor).isAfter(now))
        .isPresent();
  }

  private String signInAgain(Optional<Instant> signedInAt) {
    return "Policy wants whoever approves this to have signed in less than "
        + freshFor.toMinutes()
        + " min before. "
        + signedInAt
            .map(at -> "You did at " + at.truncatedTo(ChronoUnit.SECONDS) + ".")
            .orElse("Nobody says when you did.")
        + " Sign in again in the console, and approve it there.";
  }

  /** What policy asked for when the round was opened, as sealed for reviewers. */
  private Assurance assurance(RoundEntity round) {
    return CanonicalJson.read(payloads.show(round.shown())).get("policy")
                instanceof Map<?, ?> policy
            && policy.get("assurance") instanceof String wireName
        ? Assurance.of(wireName)
        : Assurance.CHAT;
  }

  /** Why a person whose say is used up may not decide, nor anyone in their place. */
  static Refused spent(VoteEntity vote, Person person) {
    if (vote.person().equals(person.id())) {
      return new Refused(
          Reason.ALREADY_VOTED, person.name() + " has already decided; one person fills one seat.");
    }
    return new Refused(
        Reason.SOMEONE_STOOD_IN,
        vote.person()
            + " has already decided in place of "
            + person.name()
            + "; one person fills one seat.");
  }

  private static Judgement rejects(Reason reason, String message) {
    return new Judgement.Rejects(new Refused(reason, message));
  }
}
