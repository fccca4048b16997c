package io.countersign.review;

import java.util.UUID;

/** An open round is waiting for longer than it should. */
public record ReviewersReminded(UUID roundId) {}
