package io.countersign.execution;

import java.util.Optional;
import java.util.UUID;

/** How every sealed action ended, executed or not. */
public interface Outcomes {

  /**
   * Records how an action ended, once, and publishes {@link OutcomeRecorded}.
   *
   * @param outcome {@code done}, {@code refused} or {@code failed}, as the process says
   * @throws IllegalStateException when the process says done and the database knows of no effect
   */
  void record(UUID actionId, String outcome, Optional<String> errorCode);
}
