package io.countersign.policy;

import java.util.UUID;

/** Policy ruled on an action. Published in the transaction that stored the ruling. */
public record ActionRuled(UUID actionId) {}
