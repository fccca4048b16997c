package io.countersign.execution;

import java.util.Optional;
import java.util.UUID;

/** Knows whether what was decided about an action stands where it can no longer be unsaid. */
public interface Publication {

  /**
   * Waits, for a few seconds at most, until everything that is on record about the action stands in
   * a published checkpoint of the ledger, its grant included.
   *
   * @return empty once it does; otherwise one sentence saying what is in the way
   */
  Optional<String> await(UUID actionId);
}
