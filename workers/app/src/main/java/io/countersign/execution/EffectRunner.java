package io.countersign.execution;

import io.countersign.actions.ActionRequest;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.Preview;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs effects: the only redeemer of grants and the only caller of {@code Effect.execute}.
 *
 * <p>Executes the stored, sealed action and nothing else. Calling {@link #run} again for an action
 * that has run returns its outcome; after a crash it first asks the world whether the effect
 * happened.
 */
public interface EffectRunner {

  /** The effects that people and agents can ask for, by name. */
  List<EffectInfo> effects();

  /**
   * Everything that is wrong with an action before it is sealed; empty when it can be.
   *
   * @param request the action as it would be sealed
   */
  List<String> problems(ActionRequest request);

  /** The request with the traits that its effect, not its requester, knows. */
  ActionRequest withTraits(ActionRequest request);

  /**
   * What the effect would do, exactly, and how far it reaches.
   *
   * @throws EffectException when that cannot be found out now
   */
  Preview preview(ActionRequest request) throws EffectException;

  /** In what a changed request asks for more than the one that it is made from. */
  List<String> widenings(ActionRequest before, ActionRequest after);

  /** What the effect says it would do, in one sentence. */
  String describe(ActionRequest request);

  /** Redeems the action's grant and runs its effect, or settles what an earlier run left. */
  Outcome run(UUID actionId, EffectProgress progress);

  /** Asks the world whether the effect of an action that ran is there as sealed. */
  Outcome verify(UUID actionId);

  /**
   * Takes a temporary effect back. Calling again, or after the target took it back by itself, is
   * safe.
   *
   * @return {@code Done} with what the target answered; {@code Blocked} while it cannot be reached
   */
  Outcome revert(UUID actionId);

  /**
   * Moves the end of a temporary effect to now, unless it is over.
   *
   * @return whether the effect was in force
   */
  boolean endNow(UUID actionId);

  /** When a temporary effect that happened is over, or was. */
  Optional<Instant> endsAt(UUID actionId);

  /** How the action's execution ended, once it has. */
  Optional<Outcome> outcome(UUID actionId);
}
