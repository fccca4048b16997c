package io.countersign.execution;

import java.util.UUID;

/** An execution may begin; published in the transaction that recorded it. */
public record EffectStarted(UUID actionId, UUID executionId) {}
