package io.countersign.requests;

import io.countersign.actions.SealedAction;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A requested action as it stands.
 *
 * @param action what was asked for, sealed
 * @param state how far it is
 * @param processInstanceKey the process instance that takes it along, once it has begun
 * @param endsAt when a temporary effect that happened is over
 * @param requestedAt when it was asked for
 * @param closedAt when it came to its end
 */
public record RequestedAction(
    SealedAction action,
    State state,
    OptionalLong processInstanceKey,
    Optional<Instant> endsAt,
    Instant requestedAt,
    Optional<Instant> closedAt) {

  /** How far an action is. */
  public enum State {
    /** Sealed; its process has not begun. */
    REQUESTED,
    /** Policy and people decide, or it is about to run. */
    IN_REVIEW,
    /** It ran, and its temporary effect is in force. */
    ACTIVE,
    /** It ran, for good. */
    DONE,
    /** It ran, and was taken back. */
    REVERTED,
    /** Policy or people said no, or nobody said anything in time. */
    REFUSED,
    /** It was approved and could not be done. */
    FAILED;

    /** Whether it has run, or will not. */
    public boolean isSettled() {
      return this != REQUESTED && this != IN_REVIEW;
    }

    /** Whether nothing more happens to it. */
    public boolean isEnd() {
      return this != REQUESTED && this != IN_REVIEW && this != ACTIVE;
    }
  }
}
