package io.countersign.requests;

import java.util.UUID;

/**
 * An action ran without a review, in an emergency; the review after the fact has to be started.
 *
 * @param acknowledgementId the sealed action that asks people to confirm that it was justified
 */
public record GlassBroken(UUID actionId, UUID acknowledgementId) {}
