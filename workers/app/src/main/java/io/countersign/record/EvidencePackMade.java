package io.countersign.record;

import java.time.Instant;

/**
 * An evidence pack was handed out; goes on record in the publisher's transaction. Stands here
 * because {@code evidence} reads from this module, which therefore cannot depend on it.
 *
 * @param framework whose controls the pack speaks to, such as {@code soc2}
 * @param from first moment of the pack's period, inclusive
 * @param to last moment of the period, exclusive
 * @param manifestDigest digest of the pack's manifest, {@code sha256:<64 hex digits>}
 * @param by directory id of whoever ordered it
 * @param at when it was made
 */
public record EvidencePackMade(
    String framework, Instant from, Instant to, String manifestDigest, String by, Instant at) {}
