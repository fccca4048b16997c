package io.countersign.webhooks;

import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to one receiver.
 *
 * @param attempts how often it was tried
 * @param lastAnswer what came of the last attempt, for people
 * @param doneAt when it was delivered or given up
 */
public record Delivery(
    String eventId,
    String type,
    String receiver,
    State state,
    int attempts,
    Optional<String> lastAnswer,
    Instant occurredAt,
    Optional<Instant> doneAt) {

  /** How far it has come. */
  public enum State {
    WAITING,
    DELIVERED,
    GIVEN_UP
  }
}
