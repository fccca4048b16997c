package io.countersign.agents.internal;

import io.countersign.access.Caller;
import io.modelcontextprotocol.common.McpTransportContext;

/** Whoever calls, as authenticated before the call came here. */
final class Callers {

  static final String KEY = "caller";

  private Callers() {}

  /**
   * The caller.
   *
   * @throws IllegalStateException when the call came past authentication
   */
  static Caller of(McpTransportContext context) {
    if (context.get(KEY) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("Nobody is known to have made this call.");
  }
}
