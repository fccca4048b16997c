package io.countersign.policy;

import java.time.Instant;

/**
 * Somebody used a version of a policy or a model that nobody countersigned.
 *
 * @param kind what was tried
 * @param subject the id of the model
 * @param key the engine's key of the version
 * @param detail in a sentence
 * @param at when it was found
 */
public record UnpinnedPolicyUsed(
    Violations.Kind kind, String subject, long key, String detail, Instant at) {}
