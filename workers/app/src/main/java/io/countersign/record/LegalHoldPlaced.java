package io.countersign.record;

import java.util.UUID;

/**
 * A legal hold is in force; goes on record in the publisher's transaction. Stands here because
 * {@code evidence} reads from this module, which therefore cannot depend on it.
 *
 * @param holdId its row in {@code legal_hold}
 */
public record LegalHoldPlaced(UUID holdId) {}
