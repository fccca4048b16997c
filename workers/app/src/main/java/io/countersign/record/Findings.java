package io.countersign.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was found to disagree. */
public interface Findings {

  /** Findings, newest first. */
  List<Finding> list(boolean openOnly);

  /** The finding of this id. */
  Optional<Finding> find(UUID id);

  /** How many are open. */
  long open();

  /**
   * Closes a finding that a person has looked into. The ledger keeps both.
   *
   * @param by directory id
   * @param resolution what they found out; not blank
   * @return the finding as it is now; empty when there is none
   */
  Optional<Finding> resolve(UUID id, String by, String resolution);

  /** Compares everything now, instead of waiting for the next time. */
  void compareNow();
}
