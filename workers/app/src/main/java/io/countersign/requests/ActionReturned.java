package io.countersign.requests;

import java.util.UUID;

/**
 * A temporary permission is no longer needed.
 *
 * @param by directory id of whoever gave it back
 */
public record ActionReturned(UUID actionId, String by) {}
