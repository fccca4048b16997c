package io.countersign.record;

import java.util.UUID;

/**
 * A legal hold has ended; goes on record in the publisher's transaction.
 *
 * @param holdId its row in {@code legal_hold}
 */
public record LegalHoldReleased(UUID holdId) {}
