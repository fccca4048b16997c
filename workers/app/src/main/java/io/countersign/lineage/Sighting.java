package io.countersign.lineage;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who could have seen something of a dataset, or somewhere that it went.
 *
 * @param who key of the person, agent or copy
 * @param how {@code asked}, {@code could review}, {@code decided} or {@code received}
 * @param what key of the revision
 * @param through key of the action, review or run
 * @param at when, where that is known
 */
public record Sighting(String who, String how, String what, String through, Optional<Instant> at) {}
