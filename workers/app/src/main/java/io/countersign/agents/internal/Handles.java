package io.countersign.agents.internal;

import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Actions by the ids that callers hold. Somebody else's action is not there. */
@Component
class Handles {

  private final RequestDesk requests;

  Handles(RequestDesk requests) {
    this.requests = requests;
  }

  Optional<RequestedAction> find(String caller, String handle) {
    return id(handle)
        .flatMap(requests::find)
        .filter(action -> action.action().request().requestedBy().equals(caller));
  }

  private static Optional<UUID> id(String handle) {
    try {
      UUID id = UUID.fromString(handle);
      return id.toString().equals(handle) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
