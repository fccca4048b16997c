package io.countersign.review.internal;

import java.util.Optional;
import java.util.UUID;

/** Makes everything that changes a round happen one after the other. */
interface RoundLock {

  /**
   * Locks the round's row until the transaction ends, then reads the round afresh, whatever the
   * transaction had read of it before.
   */
  Optional<RoundEntity> lock(UUID id);
}
