package io.countersign.review;

import java.util.UUID;

/** A round was opened. Published in the transaction that stored it and what it shows. */
public record ReviewOpened(UUID roundId) {}
