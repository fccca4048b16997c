package io.countersign.execution;

import java.util.UUID;

/** An execution ended; published in the transaction that recorded it. */
public record EffectFinished(UUID actionId, UUID executionId, Outcome outcome) {}
