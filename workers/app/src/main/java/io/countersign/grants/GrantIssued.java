package io.countersign.grants;

import java.util.UUID;

/** An action may run, once. Published in the transaction that stored its grant. */
public record GrantIssued(UUID actionId) {}
