package io.countersign.review;

import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one place where decisions are made. Every channel ends here; no channel has rules of its own.
 */
public interface ReviewDesk {

  /** Opens a round on a subject, or returns the one that is there. */
  OpeningResult open(Opening opening);

  /**
   * Decides. Exactly one of several simultaneous decisions on a seat wins; everyone else gets a
   * clear answer. The vote and the events that follow from it commit in one transaction.
   */
  DecisionResult decide(Decision decision);

  /**
   * Ends an open round because what it is about is no longer wanted. Only an author may, or the
   * agent that asked.
   */
  EndingResult withdraw(UUID roundId, LinkedIdentity who, Channel channel);

  /**
   * Whether this identity may propose changes to what is under review: whoever may fill a seat that
   * is still open, now. A refusal is recorded. The round stays locked until the caller's
   * transaction ends, so that what is judged here still holds when the caller supersedes it.
   */
  Optional<DecisionResult.Refused> mayChange(UUID roundId, LinkedIdentity who, Channel channel);

  /**
   * Ends an open round because something else takes its subject's place. The caller has let {@link
   * #mayChange} judge whoever wants that, in the same transaction; a deadline that passes between
   * the two does not matter.
   *
   * @param newDigest the digest of what takes its place
   */
  EndingResult supersede(UUID roundId, String newDigest);

  /**
   * Ends a round whose deadline has passed, unless it has ended already.
   *
   * @return how it ended, empty while the deadline is still ahead
   */
  Optional<Verdict> expire(UUID roundId);

  /**
   * Reminds the reviewers of an open round, once.
   *
   * @return whether they are reminded by this call
   */
  boolean remind(UUID roundId);

  /**
   * Lets the next group fill a seat as well, where one is configured. Authors stay excluded, and so
   * does whoever stands in for them.
   *
   * @return the seat as it is now; empty when the round has no such seat
   */
  Optional<Seat> escalate(UUID roundId, UUID seatId);

  /**
   * Whether this identity would be refused if it approved now. Decides nothing and records nothing:
   * it lets a channel say no early.
   */
  Optional<DecisionResult.Refused> objection(UUID roundId, UUID seatId, LinkedIdentity who);

  /** The same of whichever seat they could fill, however long ago they signed in. */
  default Optional<DecisionResult.Refused> objection(UUID roundId, LinkedIdentity who) {
    return objection(roundId, who, Optional.empty())
        .filter(refused -> refused.reason() != DecisionResult.Reason.OLD_SIGN_IN);
  }

  /**
   * The same of whichever seat they could fill.
   *
   * @param signedInAt when they signed in, as the identity provider says
   */
  Optional<DecisionResult.Refused> objection(
      UUID roundId, LinkedIdentity who, Optional<Instant> signedInAt);

  /** The round of this id. */
  Optional<ReviewRound> round(UUID roundId);

  /** The latest round on a subject. */
  Optional<ReviewRound> roundOn(Subject.Kind kind, UUID subjectId);

  /** The open rounds, those with the nearest deadline first. */
  List<ReviewRound> open();

  /** The open rounds in which this person may fill a seat. */
  List<ReviewRound> openFor(Person person);

  /**
   * Keeps a word on an open round without deciding it. Whoever may fill a seat of it may comment,
   * and so may its authors.
   *
   * @param text 1 to {@link Comment#LONGEST} characters
   */
  CommentResult comment(UUID roundId, LinkedIdentity who, String text);

  /** What was said about a round, oldest first. */
  List<Comment> comments(UUID roundId);

  /** What was tried on a round and refused, oldest first. */
  List<Refusal> refusals(UUID roundId);
}
