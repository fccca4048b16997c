package io.countersign.requests;

import java.util.List;

/** Whether an action was taken on. */
public sealed interface AskResult {

  /**
   * It is sealed and goes its way.
   *
   * @param already whether the same was asked for before and is still under way; then this is that
   */
  record Accepted(RequestedAction action, boolean already) implements AskResult {}

  /** It is not, for these reasons. Nothing was stored. */
  record Rejected(List<String> problems) implements AskResult {}
}
