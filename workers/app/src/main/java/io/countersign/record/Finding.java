package io.countersign.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A difference between what was decided, what the ledger says, what the engine did and what is in
 * the world.
 *
 * @param id names it
 * @param code what kind of difference
 * @param subject what it is about; one finding for each code and subject
 * @param actionId the action, where it is about one
 * @param sentence what was found, in plain English
 * @param detail where to look on either side: keys and positions, never data
 * @param firstSeen when it was found for the first time; what mended itself can be seen again, see
 *     {@link Findings#turns}
 * @param lastSeen when it was last seen
 * @param state {@code OPEN}, {@code RESOLVED} by a person, or {@code CLEARED}: it mended itself
 * @param closedBy who resolved it
 * @param resolution what they found out
 */
public record Finding(
    UUID id,
    FindingCode code,
    String subject,
    Optional<UUID> actionId,
    String sentence,
    Map<String, Object> detail,
    Instant firstSeen,
    Instant lastSeen,
    State state,
    Optional<String> closedBy,
    Optional<String> resolution) {

  /** Whether somebody still has to look. */
  public enum State {
    OPEN,
    RESOLVED,
    CLEARED
  }
}
