package io.countersign.record;

import java.time.Instant;

/**
 * Somebody examined an evidence pack; goes on record in the publisher's transaction.
 *
 * @param packDigest digest of the pack's manifest, {@code sha256:<64 hex digits>}
 * @param by directory id of whoever examined it
 * @param at when they said so
 * @param note what they found; stays in the database, the ledger commits to it. May be empty
 */
public record EvidencePackExamined(String packDigest, String by, Instant at, String note) {}
