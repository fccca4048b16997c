package io.countersign.requests;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A privileged action as somebody asks for it.
 *
 * @param effect the effect's type, for example {@code postgres.role.grant}
 * @param target where it lands; which names it takes, the effect's schema says
 * @param parameters how
 * @param requestedBy directory id of the person or agent that asks, as authenticated
 * @param onBehalfOf directory id of the person it is for, when that is someone else
 * @param reason why, in the requester's words
 * @param breakGlass whether to go ahead without a review, in an emergency
 * @param validFor how long the action may wait for its execution; empty for the usual time
 */
public record Ask(
    String effect,
    Map<String, String> target,
    Map<String, String> parameters,
    String requestedBy,
    Optional<String> onBehalfOf,
    String reason,
    boolean breakGlass,
    Optional<Duration> validFor) {

  public Ask {
    target = Map.copyOf(target);
    parameters = Map.copyOf(parameters);
  }
}
