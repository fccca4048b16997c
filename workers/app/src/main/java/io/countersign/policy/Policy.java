package io.countersign.policy;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.SealedAction;
import java.util.Optional;
import java.util.UUID;

/** Rules on sealed actions. The first ruling on an action stands and is stored with it. */
public interface Policy {

  /** Rules on an action, or returns the ruling that stands. */
  Ruling ruleOn(SealedAction action);

  /** What policy would say of a request at this moment. Stores nothing, binds nobody. */
  Ruling foresee(ActionRequest request);

  /** The ruling that stands, if there is one. */
  Optional<Ruling> ruling(UUID actionId);
}
