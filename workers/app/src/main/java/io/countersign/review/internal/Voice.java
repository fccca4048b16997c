package io.countersign.review.internal;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * Someone's say in a round, used up by a vote. The database holds one per person and round.
 *
 * @param roundId the round
 * @param person directory id
 */
@Embeddable
record Voice(UUID roundId, String person) {}
