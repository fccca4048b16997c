package io.countersign.api.internal;

import io.countersign.access.Caller;
import io.countersign.api.internal.Problems.Rejected;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Holds an agent's token against the effect that it is used to ask for. */
final class Scopes {

  private Scopes() {}

  /**
   * @throws Rejected when the token is not meant for this effect
   */
  static void check(Caller caller, String effect) {
    if (!caller.mayRequest(effect)) {
      throw new Rejected(
          HttpStatus.FORBIDDEN,
          "InsufficientScope",
          List.of(
              "The token of '"
                  + caller.id()
                  + "' may not be used to ask for this effect: it lacks the scope '"
                  + Caller.scopeFor(effect)
                  + "'."));
    }
  }
}
