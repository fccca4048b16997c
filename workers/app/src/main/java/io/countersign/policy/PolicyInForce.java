package io.countersign.policy;

import java.util.UUID;

/**
 * A set of policies and models came into force.
 *
 * @param versionId names the set
 */
public record PolicyInForce(UUID versionId) {}
