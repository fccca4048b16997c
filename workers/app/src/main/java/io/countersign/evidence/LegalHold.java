package io.countersign.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That something must not be erased, whatever a retention rule or a person's request says.
 *
 * @param matter what it is for, for example a case number; in 1 to 200 characters
 * @param reason why
 * @param scope what it covers
 * @param placedBy directory id of whoever placed it
 * @param release how it ended; empty while it is in force
 */
public record LegalHold(
    UUID id,
    String matter,
    String reason,
    Scope scope,
    String placedBy,
    Instant placedAt,
    Optional<Release> release) {

  /**
   * What a hold covers: all actions to which each thing named here applies; everything when nothing
   * is named.
   *
   * @param action one action
   * @param dataset actions that read this dataset
   * @param person actions that this person or agent asked for, or that were asked for on their
   *     behalf
   */
  public record Scope(Optional<UUID> action, Optional<String> dataset, Optional<String> person) {}

  /** The end of a hold, by somebody else than placed it. */
  public record Release(String by, Instant at, String reason) {}
}
