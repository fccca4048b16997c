package io.countersign.identity.internal;

import io.countersign.identity.ChangeResult.Reason;
import io.countersign.identity.ChangeResult.Refused;

/** Ends the transaction of a change that is refused. */
final class ChangeRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  ChangeRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Refused refused() {
    return new Refused(reason, String.valueOf(getMessage()));
  }
}
