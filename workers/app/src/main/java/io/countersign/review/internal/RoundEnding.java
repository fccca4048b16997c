package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Resolution;
import io.countersign.review.Attempt;
import io.countersign.review.Channel;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Ending;
import io.countersign.review.EndingResult;
import io.countersign.review.EndingResult.Ended;
import io.countersign.review.RoundSettled;
import io.countersign.review.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Ends rounds, each once. Runs in the desk's transaction, on a round that it has locked. */
@Component
class RoundEnding {

  private final RoundRepository rounds;
  private final Refusals refusals;
  private final Judge judge;
  private final Directory directory;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RoundEnding(
      RoundRepository rounds,
      Refusals refusals,
      Judge judge,
      Directory directory,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rounds = rounds;
    this.refusals = refusals;
    this.judge = judge;
    this.directory = directory;
    this.events = events;
    this.clock = clock;
  }

  void end(RoundEntity round, Ending ending) {
    round.end(ending);
    events.publishEvent(new RoundSettled(round.id(), round.subject(), ending.verdict()));
  }

  Optional<Verdict> expire(UUID roundId) {
    RoundEntity round = rounds.lock(roundId).orElseThrow();
    Instant now = clock.instant();
    if (round.verdict().isEmpty() && !now.isBefore(round.deadline())) {
      end(round, new Ending(Verdict.EXPIRED, now, Optional.empty(), Optional.empty()));
    }
    return round.verdict();
  }

  EndingResult withdraw(UUID roundId, LinkedIdentity who, Channel channel) {
    Optional<RoundEntity> found = rounds.lock(roundId);
    if (found.isEmpty()) {
      return Judge.unknownRound(roundId);
    }
    RoundEntity round = found.get();
    Instant now = clock.instant();
    return switch (withdrawal(round, who, now)) {
      case Withdrawal.By by -> {
        end(round, new Ending(Verdict.WITHDRAWN, now, Optional.of(by.author()), Optional.empty()));
        yield new Ended(Verdict.WITHDRAWN);
      }
      case Withdrawal.No no -> refused(round, who, Attempt.WITHDRAW, channel, no.refused(), now);
    };
  }

  /** Either the author who withdraws, or why it is refused. */
  private sealed interface Withdrawal {
    record By(String author) implements Withdrawal {}

    record No(Refused refused) implements Withdrawal {}
  }

  private Withdrawal withdrawal(RoundEntity round, LinkedIdentity who, Instant now) {
    Optional<Refused> closed = Judge.closed(round, now);
    if (closed.isPresent()) {
      return new Withdrawal.No(closed.get());
    }
    return switch (directory.resolve(who)) {
      case Resolution.Known known -> byAuthor(round, known.person().id(), known.person().name());
      case Resolution.IsAgent agent -> byAuthor(round, agent.agent().id(), agent.agent().name());
      case Resolution.Unknown unknown -> new Withdrawal.No(Judge.nobody(who));
      case Resolution.Disabled disabled -> new Withdrawal.No(Judge.disabled(disabled));
    };
  }

  private static Withdrawal byAuthor(RoundEntity round, String id, String name) {
    if (round.authors().contains(id)) {
      return new Withdrawal.By(id);
    }
    return new Withdrawal.No(
        new Refused(
            Reason.NOT_AN_AUTHOR,
            name
                + " is no author of this request, and only an author may withdraw it. Deny it, or"
                + " ask whoever requested it."));
  }

  Optional<Refused> mayChange(UUID roundId, LinkedIdentity who, Channel channel) {
    Optional<RoundEntity> found = rounds.lock(roundId);
    if (found.isEmpty()) {
      return Optional.of(Judge.unknownRound(roundId));
    }
    RoundEntity round = found.get();
    Instant now = clock.instant();
    return judge
        .objection(round, Optional.empty(), who, Optional.empty(), now)
        .filter(why -> why.reason() != Reason.OLD_SIGN_IN)
        .map(why -> refused(round, who, Attempt.CHANGE, channel, why, now));
  }

  private Refused refused(
      RoundEntity round,
      LinkedIdentity who,
      Attempt attempt,
      Channel channel,
      Refused why,
      Instant now) {
    refusals.keep(new RefusalEntity(round.id(), who, attempt, channel, why, now), who, now);
    return why;
  }

  /** Puts on record that a vote does not count after all. */
  void lapse(RoundEntity round, VoteEntity vote, Instant now) {
    Refused why =
        new Refused(
            Reason.NOT_ELIGIBLE,
            "'"
                + vote.person()
                + "' could not vote like this any more when the last seat was filled, so the review"
                + " ended denied. Ask for the action again.");
    refused(
        round, LinkedIdentity.directory(vote.person()), Attempt.DECIDE, vote.channel(), why, now);
  }

  EndingResult supersede(UUID roundId, String newDigest) {
    Optional<RoundEntity> found = rounds.lock(roundId);
    if (found.isEmpty()) {
      return Judge.unknownRound(roundId);
    }
    RoundEntity round = found.get();
    if (round.subject().digest().equals(newDigest)) {
      throw new IllegalArgumentException("Nothing supersedes itself: " + newDigest);
    }
    Optional<Refused> ended = Judge.ended(round);
    if (ended.isPresent()) {
      return ended.get();
    }
    Instant now = clock.instant();
    end(round, new Ending(Verdict.SUPERSEDED, now, Optional.empty(), Optional.of(newDigest)));
    return new Ended(Verdict.SUPERSEDED);
  }
}
