package io.countersign.lineage;

import java.time.Instant;

/**
 * Something that a person or an agent did.
 *
 * @param at when
 * @param how {@code ASKED}, {@code CHANGED} or {@code CAST}
 * @param node what it was done to
 */
public record Deed(Instant at, Edge.Kind how, Node node) {}
