package io.countersign.actions;

import java.util.UUID;

/** An action was sealed. Published in the transaction that stored it. */
public record ActionSealed(UUID actionId) {}
