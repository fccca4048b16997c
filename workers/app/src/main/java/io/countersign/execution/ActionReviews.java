package io.countersign.execution;

import io.countersign.policy.Ruling;
import io.countersign.review.OpeningResult;
import java.util.UUID;

/** Takes a sealed action through policy and, where policy asks for it, opens its review. */
public interface ActionReviews {

  /**
   * Obtains the ruling on an action. Where it permits the action, the grant is issued at once.
   *
   * @throws RuntimeException when the engine does not answer; nothing is permitted then
   */
  Ruling rule(UUID actionId);

  /** Opens the review that policy asks for, showing everything that a reviewer has to see. */
  OpeningResult open(UUID actionId);
}
