package io.countersign.identity;

import java.time.Instant;

/**
 * A change of the directory as it was written down.
 *
 * @param changedBy directory id of whoever made it; {@code installation} for the first content
 * @param subject the person or agent that it is about
 * @param change what changed, in words
 * @param changedAt when
 */
public record ChangeRecord(String changedBy, String subject, String change, Instant changedAt) {}
