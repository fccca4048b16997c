package io.countersign.review;

import java.util.Optional;
import java.util.UUID;

/** What came of a decision. Both are recorded. */
public sealed interface DecisionResult {

  /**
   * The vote counts.
   *
   * @param seatId the seat that it fills
   * @param person directory id of whoever decided
   * @param verdict how the round ended, if this vote ended it
   */
  record Accepted(UUID seatId, String person, Optional<Verdict> verdict)
      implements DecisionResult {}

  /**
   * It does not count.
   *
   * @param reason the rule that refused it
   * @param message one sentence for the person: what was wrong and what to do
   */
  record Refused(Reason reason, String message)
      implements DecisionResult, EndingResult, CommentResult {}

  /** Why something is refused. */
  enum Reason {
    UNKNOWN_ROUND,
    ROUND_CLOSED,
    ROUND_EXPIRED,
    STALE_DIGEST,
    STALE_REVISION,
    NO_CHOICE,
    UNKNOWN_IDENTITY,
    DISABLED,
    AGENT,
    AUTHOR,
    NOT_AN_AUTHOR,
    NOT_ELIGIBLE,
    ALREADY_VOTED,
    SOMEONE_STOOD_IN,
    SEAT_TAKEN,
    REASON_REQUIRED,
    /** Policy wants to be surer who approves than the channel can be. */
    MORE_ASSURANCE,
    /** Policy wants whoever approves to have signed in just now, and they have not. */
    OLD_SIGN_IN,
    UNFIT_COMMENT
  }
}
