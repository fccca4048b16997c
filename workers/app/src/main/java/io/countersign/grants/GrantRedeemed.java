package io.countersign.grants;

import java.util.UUID;

/** A grant was spent on an execution. Published in the transaction that spent it. */
public record GrantRedeemed(UUID actionId, UUID executionId) {}
