package io.countersign.review;

import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
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
   * Lets the next group fill a seat as well, where one is configured. Authors stay excluded.
   *
   * @return the seat as it is now; empty when the round has no such seat
   */
  Optional<Seat> escalate(UUID roundId, UUID seatId);

  /**
   * Whether this identity would be refused if it approved now. Decides nothing and records nothing:
   * it lets a channel say no early.
   */
  Optional<DecisionResult.Refused> objection(UUID roundId, UUID seatId, LinkedIdentity who);

  /** The round of this id. */
  Optional<ReviewRound> round(UUID roundId);

  /** The latest round on a subject. */
  Optional<ReviewRound> roundOn(Subject.Kind kind, UUID subjectId);

  /** The open rounds, those with the nearest deadline first. */
  List<ReviewRound> open();

  /** The open rounds in which this person may fill a seat. */
  List<ReviewRound> openFor(Person person);

  /** The decisions that were refused in a round, oldest first. */
  List<Refusal> refusals(UUID roundId);
}
