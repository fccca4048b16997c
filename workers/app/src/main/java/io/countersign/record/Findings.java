package io.countersign.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was found to disagree. */
public interface Findings {

  /** Findings, newest first. */
  List<Finding> list(boolean openOnly);

  /** Findings about an action, newest first, also those that are closed. */
  List<Finding> ofAction(UUID actionId);

  /** The finding of this id. */
  Optional<Finding> find(UUID id);

  /** How a finding mended itself and was seen again, oldest first; empty for most. */
  List<Turn> turns(UUID id);

  /**
   * A finding changed by itself.
   *
   * @param state {@code CLEARED}, or {@code OPEN} once it was seen again
   */
  record Turn(Finding.State state, Instant at) {}

  /** How many are open. */
  long open();

  /**
   * Closes a finding that a person has looked into. The ledger keeps both.
   *
   * @param who directory id; a person of the group that resolves findings, and no author of the
   *     action concerned
   * @param resolution what they found out, 1 to 2,000 characters
   */
  Resolving resolve(UUID id, String who, String resolution);

  /** Compares everything now, instead of waiting for the next time. */
  void compareNow();
}
