package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.review.Comment;
import io.countersign.review.CommentMade;
import io.countersign.review.CommentResult;
import io.countersign.review.DecisionResult.Reason;
import io.countersign.review.DecisionResult.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Keeps what those involved in a round say about it without deciding. */
@Component
class Commenting {

  private final CommentRepository comments;
  private final StandIns standIns;
  private final Directory directory;
  private final ApplicationEventPublisher events;
  private final Payloads payloads;
  private final Clock clock;

  Commenting(
      CommentRepository comments,
      StandIns standIns,
      Directory directory,
      ApplicationEventPublisher events,
      Payloads payloads,
      Clock clock) {
    this.comments = comments;
    this.standIns = standIns;
    this.directory = directory;
    this.events = events;
    this.payloads = payloads;
    this.clock = clock;
  }

  CommentResult comment(RoundEntity round, LinkedIdentity who, String text) {
    Instant now = clock.instant();
    Optional<Refused> objection = Judge.closed(round, now).or(() -> unfit(text));
    if (objection.isPresent()) {
      return objection.get();
    }
    return switch (directory.resolve(who)) {
      case Resolution.Known(Person person) ->
          round.authors().contains(person.id()) || mayFillASeat(round, person, now)
              ? keep(round, person.id(), text, now)
              : notInvolved(person.name());
      case Resolution.IsAgent agent ->
          round.authors().contains(agent.agent().id())
              ? keep(round, agent.agent().id(), text, now)
              : notInvolved(agent.agent().name());
      case Resolution.Unknown unknown -> Judge.nobody(who);
      case Resolution.Disabled disabled -> Judge.disabled(disabled);
    };
  }

  private static Optional<Refused> unfit(String text) {
    if (!text.isBlank() && text.length() <= Comment.LONGEST) {
      return Optional.empty();
    }
    return Optional.of(
        new Refused(
            Reason.UNFIT_COMMENT,
            "A comment has 1 to "
                + Comment.LONGEST
                + " characters, not all of them blank; this one has "
                + text.length()
                + "."));
  }

  /** Whether a seat is theirs to fill, be it filled by now or not. */
  private boolean mayFillASeat(RoundEntity round, Person person, Instant now) {
    return round.seats().stream()
        .anyMatch(
            seat ->
                seat.mayBeFilledBy(person)
                    || !standIns.behind(person, seat, standIns.inForce(now)).isEmpty());
  }

  private static Refused notInvolved(String name) {
    return new Refused(
        Reason.NOT_ELIGIBLE,
        name + " neither asked for this nor may decide it, and so may not comment on it.");
  }

  private CommentResult keep(RoundEntity round, String author, String text, Instant now) {
    // Not everything that shows comments holds a NUL.
    Comment comment = new Comment(author, text.replace('\0', '\ufffd'), now);
    String sealed = payloads.seal(round.subject().id(), "comment", comment.words());
    CommentEntity kept = comments.save(new CommentEntity(round.id(), comment, sealed));
    events.publishEvent(new CommentMade(kept.id(), round.id()));
    return new CommentResult.Kept(comment);
  }

  List<Comment> of(UUID roundId) {
    return comments.findByRoundIdOrderBySaidAt(roundId).stream()
        .map(comment -> comment.toComment(payloads))
        .toList();
  }
}
