package io.countersign.execution;

import io.countersign.spi.EffectReceipt;
import java.util.UUID;

/** A temporary effect was taken back; published in the transaction that recorded it. */
public record EffectReverted(UUID actionId, UUID executionId, EffectReceipt receipt) {}
