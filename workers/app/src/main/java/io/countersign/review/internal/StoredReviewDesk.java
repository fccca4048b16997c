package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Comment;
import io.countersign.review.CommentResult;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Ending;
import io.countersign.review.EndingResult;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewOpened;
import io.countersign.review.ReviewRound;
import io.countersign.review.ReviewersReminded;
import io.countersign.review.Seat;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredReviewDesk implements ReviewDesk {

  private final RoundRepository rounds;
  private final Refusals refusals;
  private final Opener opener;
  private final Judge judge;
  private final Standing standing;
  private final RoundEnding endings;
  private final Escalation escalation;
  private final Commenting commenting;
  private final Views views;
  private final Payloads payloads;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredReviewDesk(
      RoundRepository rounds,
      Refusals refusals,
      Opener opener,
      Judge judge,
      Standing standing,
      RoundEnding endings,
      Escalation escalation,
      Commenting commenting,
      Views views,
      Payloads payloads,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rounds = rounds;
    this.refusals = refusals;
    this.opener = opener;
    this.judge = judge;
    this.standing = standing;
    this.endings = endings;
    this.escalation = escalation;
    this.commenting = commenting;
    this.views = views;
    this.payloads = payloads;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public OpeningResult open(Opening opening) {
    Optional<ReviewRound> there = roundOn(opening.subject().kind(), opening.subject().id());
    if (there.isPresent()) {
      return new OpeningResult.Opened(there.get());
    }
    return switch (opener.build(opening)) {
      case Opener.Built.Round built -> {
        ReviewRound opened = views.of(rounds.save(built.round()));
        events.publishEvent(new ReviewOpened(opened.id()));
        yield new OpeningResult.Opened(opened);
      }
      case Opener.Built.Unfillable unfillable -> new OpeningResult.NoReviewer(unfillable.why());
    };
  }

  @Override
  public DecisionResult decide(Decision decision) {
    Optional<RoundEntity> found = rounds.lock(decision.roundId());
    if (found.isEmpty()) {
      return Judge.unknownRound(decision.roundId());
    }
    RoundEntity round = found.get();
    Instant now = clock.instant();
    return switch (judge.judge(round, decision, now)) {
      case Judge.Judgement.Rejects rejects -> {
        refusals.keep(new RefusalEntity(decision, rejects.refused(), now), decision.who(), now);
        yield rejects.refused();
      }
      case Judge.Judgement.Fills fills -> accept(round, fills, decision, now);
    };
  }

  private Accepted accept(
      RoundEntity round, Judge.Judgement.Fills fills, Decision decision, Instant now) {
    SeatEntity seat = fills.seat();
    String person = fills.person().id();
    Optional<String> comment =
        decision
            .comment()
            .map(words -> words.replace('\0', '\ufffd'))
            .map(words -> payloads.seal(round.subject().id(), "comment", words));
    seat.fill(new VoteEntity(seat, person, fills.inPlaceOf(), decision, comment, now));
    round.seatsChanged();
    events.publishEvent(
        new VoteCast(
            round.id(), seat.id(), person, decision.choice().orElseThrow(), decision.channel()));
    Optional<Verdict> verdict = verdict(round);
    List<VoteEntity> lapsed =
        verdict.equals(Optional.of(Verdict.APPROVED)) ? lapsed(round) : List.of();
    if (!lapsed.isEmpty()) {
      lapsed.forEach(vote -> endings.lapse(round, vote, now));
      endings.end(round, new Ending(Verdict.DENIED, now, Optional.empty(), Optional.empty()));
      return new Accepted(seat.id(), person, Optional.of(Verdict.DENIED));
    }
    verdict.ifPresent(
        how -> endings.end(round, new Ending(how, now, Optional.of(person), Optional.empty())));
    return new Accepted(seat.id(), person, verdict);
  }

  /** The votes of people who have lost since what let them vote: see adr/0012. */
  private List<VoteEntity> lapsed(RoundEntity round) {
    return round.seats().stream()
        .flatMap(seat -> seat.vote().filter(vote -> !standing.holds(seat, vote)).stream())
        .toList();
  }

  private static Optional<Verdict> verdict(RoundEntity round) {
    boolean denied =
        round.seats().stream()
            .flatMap(seat -> seat.vote().stream())
            .anyMatch(vote -> vote.choice() == Choice.DENY);
    if (denied) {
      return Optional.of(Verdict.DENIED);
    }
    boolean complete = round.seats().stream().allMatch(seat -> seat.vote().isPresent());
    return complete ? Optional.of(Verdict.APPROVED) : Optional.empty();
  }

  @Override
  public EndingResult withdraw(UUID roundId, LinkedIdentity who, Channel channel) {
    return endings.withdraw(roundId, who, channel);
  }

  @Override
  public Optional<Refused> mayChange(UUID roundId, LinkedIdentity who, Channel channel) {
    return endings.mayChange(roundId, who, channel);
  }

  @Override
  public EndingResult supersede(UUID roundId, String newDigest) {
    return endings.supersede(roundId, newDigest);
  }

  @Override
  public Optional<Verdict> expire(UUID roundId) {
    return endings.expire(roundId);
  }

  @Override
  public boolean remind(UUID roundId) {
    RoundEntity round = rounds.lock(roundId).orElseThrow();
    if (round.verdict().isPresent() || !round.remind(clock.instant())) {
      return false;
    }
    events.publishEvent(new ReviewersReminded(roundId));
    return true;
  }

  @Override
  public Optional<Seat> escalate(UUID roundId, UUID seatId) {
    RoundEntity round = rounds.lock(roundId).orElseThrow();
    return round.seats().stream()
        .filter(seat -> seat.id().equals(seatId))
        .findFirst()
        .map(
            seat -> {
              escalation.escalate(round, seat);
              return views.of(seat);
            });
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Refused> objection(UUID roundId, UUID seatId, LinkedIdentity who) {
    return rounds
        .findById(roundId)
        .flatMap(
            round ->
                judge.objection(
                    round, Optional.of(seatId), who, Optional.empty(), clock.instant()));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Refused> objection(
      UUID roundId, LinkedIdentity who, Optional<Instant> signedInAt) {
    return rounds
        .findById(roundId)
        .flatMap(
            round -> judge.objection(round, Optional.empty(), who, signedInAt, clock.instant()));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ReviewRound> round(UUID roundId) {
    return rounds.findById(roundId).map(views::of);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ReviewRound> roundOn(Subject.Kind kind, UUID subjectId) {
    return rounds
        .findFirstBySubjectKindAndSubjectIdOrderByOpenedAtDesc(kind, subjectId)
        .map(views::of);
  }

  @Override
  @Transactional(readOnly = true)
  public List<ReviewRound> open() {
    return views.of(rounds.findOpen());
  }

  @Override
  @Transactional(readOnly = true)
  public List<ReviewRound> openFor(Person person) {
    return open().stream().filter(round -> mayFillASeat(round, person.id())).toList();
  }

  private static boolean mayFillASeat(ReviewRound round, String person) {
    boolean spent =
        round.seats().stream()
            .flatMap(seat -> seat.vote().stream())
            .anyMatch(
                vote ->
                    vote.person().equals(person) || vote.inPlaceOf().equals(Optional.of(person)));
    return !spent
        && !round.authors().contains(person)
        && round.seats().stream()
            .filter(seat -> seat.vote().isEmpty())
            .anyMatch(
                seat ->
                    seat.candidates().contains(person)
                        || seat.standIns().stream().anyMatch(in -> in.person().equals(person)));
  }

  @Override
  public CommentResult comment(UUID roundId, LinkedIdentity who, String text) {
    Optional<RoundEntity> round = rounds.lock(roundId);
    return round.isEmpty()
        ? Judge.unknownRound(roundId)
        : commenting.comment(round.get(), who, text);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Comment> comments(UUID roundId) {
    return commenting.of(roundId);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Refusal> refusals(UUID roundId) {
    return refusals.of(roundId);
  }
}
