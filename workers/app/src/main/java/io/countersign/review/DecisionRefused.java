package io.countersign.review;

import java.util.UUID;

/** A decision did not count. Published in the transaction that stored the refusal. */
public record DecisionRefused(UUID refusalId, UUID roundId) {}
