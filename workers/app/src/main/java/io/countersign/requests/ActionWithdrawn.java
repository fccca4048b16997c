package io.countersign.requests;

import java.util.UUID;

/**
 * Somebody took an approved action back before it ran.
 *
 * @param by directory id
 */
public record ActionWithdrawn(UUID actionId, String by) {}
