package io.countersign.review.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.DecisionResult.Accepted;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.Refusal;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.ReviewersReminded;
import io.countersign.review.RoundSettled;
import io.countersign.review.Seat;
import io.countersign.review.SeatEscalated;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import io.countersign.support.CanonicalJson;
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
  private final RefusalRepository refusals;
  private final Judge judge;
  private final Directory directory;
  private final ApplicationEventPublisher events;
  private final ReviewProperties properties;
  private final Clock clock;

  StoredReviewDesk(
      RoundRepository rounds,
      RefusalRepository refusals,
      Judge judge,
      Directory directory,
      ApplicationEventPublisher events,
      ReviewProperties properties,
      Clock clock) {
    this.rounds = rounds;
    this.refusals = refusals;
    this.judge = judge;
    this.directory = directory;
    this.events = events;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public OpeningResult open(Opening opening) {
    Optional<ReviewRound> there = roundOn(opening.subject().kind(), opening.subject().id());
    if (there.isPresent()) {
      return new OpeningResult.Opened(there.get());
    }
    String shown = CanonicalJson.of(opening.shown());
    Instant now = clock.instant();
    RoundEntity round =
        new RoundEntity(
            UUID.randomUUID(),
            opening.subject(),
            shown,
            CanonicalJson.digest(shown),
            opening.authors(),
            now,
            now.plus(properties.expiry()));
    for (Requirement requirement : opening.requirements()) {
      List<String> candidates = candidates(requirement.group(), opening);
      if (candidates.size() < requirement.people()) {
        return new OpeningResult.NoReviewer(tooFew(requirement, candidates.size()));
      }
      for (int seat = 0; seat < requirement.people(); seat++) {
        round.addSeat(requirement.group(), candidates);
      }
    }
    if (round.seats().isEmpty()) {
      return new OpeningResult.NoReviewer("A review without a seat would approve itself.");
    }
    if (!Seating.possible(round.seats().stream().map(SeatEntity::candidates).toList())) {
      return new OpeningResult.NoReviewer(
          "The review has "
              + round.seats().size()
              + " seats, each for another person, and its groups share too few people to fill"
              + " them. Add people to the groups, then resolve the incident.");
    }
    return new OpeningResult.Opened(Views.of(rounds.save(round)));
  }

  private List<String> candidates(String group, Opening opening) {
    return directory.members(group).stream()
        .map(Person::id)
        .filter(person -> !opening.authors().contains(person))
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

  @Override
  public DecisionResult decide(Decision decision) {
    Optional<RoundEntity> found = rounds.lock(decision.roundId());
    if (found.isEmpty()) {
      return new Refused(Reason.UNKNOWN_ROUND, "There is no review '" + decision.roundId() + "'.");
    }
    RoundEntity round = found.get();
    Instant now = clock.instant();
    return switch (judge.judge(round, decision, now)) {
      case Judge.Judgement.Rejects rejects -> {
        refusals.save(new RefusalEntity(decision, rejects.refused(), now));
        yield rejects.refused();
      }
      case Judge.Judgement.Fills fills -> accept(round, fills, decision, now);
    };
  }

  private Accepted accept(
      RoundEntity round, Judge.Judgement.Fills fills, Decision decision, Instant now) {
    SeatEntity seat = fills.seat();
    String person = fills.person().id();
    seat.fill(new VoteEntity(seat, person, decision, now));
    events.publishEvent(
        new VoteCast(
            round.id(), seat.id(), person, decision.choice().orElseThrow(), decision.channel()));
    Optional<Verdict> verdict = verdict(round);
    verdict.ifPresent(how -> settle(round, how, now));
    return new Accepted(seat.id(), person, verdict);
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

  private void settle(RoundEntity round, Verdict verdict, Instant now) {
    round.settle(verdict, now);
    events.publishEvent(new RoundSettled(round.id(), round.subject(), verdict));
  }

  @Override
  public Optional<Verdict> expire(UUID roundId) {
    RoundEntity round = rounds.lock(roundId).orElseThrow();
    Instant now = clock.instant();
    if (round.verdict().isEmpty() && !now.isBefore(round.deadline())) {
      settle(round, Verdict.EXPIRED, now);
    }
    return round.verdict();
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
        .map(seat -> escalate(round, seat));
  }

  private Seat escalate(RoundEntity round, SeatEntity seat) {
    String next = properties.escalation().get(seat.group());
    if (next != null && round.verdict().isEmpty() && seat.vote().isEmpty()) {
      List<String> further =
          directory.members(next).stream()
              .map(Person::id)
              .filter(person -> !round.authors().contains(person))
              .toList();
      if (seat.escalateTo(next, further)) {
        events.publishEvent(new SeatEscalated(round.id(), seat.id(), next));
      }
    }
    return Views.of(seat);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Refused> objection(UUID roundId, UUID seatId, LinkedIdentity who) {
    return rounds
        .findById(roundId)
        .flatMap(round -> judge.objection(round, seatId, who, clock.instant()));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ReviewRound> round(UUID roundId) {
    return rounds.findById(roundId).map(Views::of);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<ReviewRound> roundOn(Subject.Kind kind, UUID subjectId) {
    return rounds
        .findFirstBySubjectKindAndSubjectIdOrderByOpenedAtDesc(kind, subjectId)
        .map(Views::of);
  }

  @Override
  @Transactional(readOnly = true)
  public List<ReviewRound> open() {
    return rounds.findOpen().stream().map(Views::of).toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<ReviewRound> openFor(Person person) {
    return open().stream()
        .filter(round -> !round.authors().contains(person.id()))
        .filter(
            round ->
                round.seats().stream()
                    .flatMap(seat -> seat.vote().stream())
                    .noneMatch(vote -> vote.person().equals(person.id())))
        .filter(
            round ->
                round.seats().stream()
                    .anyMatch(
                        seat -> seat.vote().isEmpty() && seat.candidates().contains(person.id())))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Refusal> refusals(UUID roundId) {
    return refusals.findByRoundIdOrderByRefusedAt(roundId).stream()
        .map(RefusalEntity::toRefusal)
        .toList();
  }
}
