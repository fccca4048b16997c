package io.countersign.grants;

import io.countersign.actions.SealedAction;
import java.util.Optional;
import java.util.UUID;

/** Issues and redeems grants: single-use, expiring, each bound to one action digest. */
public interface GrantDesk {

  /**
   * Issues the grant of an action that policy permits without a review. Does nothing when the
   * action has its grant already.
   */
  void issuePermitted(SealedAction action);

  /**
   * Spends the grant of an action, if there is one that is unspent and unexpired. Of any number of
   * simultaneous calls one succeeds.
   *
   * @param executionId what it is spent on
   */
  Redemption redeem(SealedAction action, UUID executionId);

  /**
   * Takes an unspent grant away.
   *
   * @return whether there was one that could still have been redeemed
   */
  boolean annul(SealedAction action);

  /** What the grant of an action was spent on, if it was. */
  Optional<UUID> spentOn(UUID actionId);
}
