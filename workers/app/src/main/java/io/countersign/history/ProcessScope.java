package io.countersign.history;

/**
 * A process instance, and where it stands.
 *
 * @param processId id of the process model
 * @param instanceKey the instance
 * @param rootKey the instance that called it, or called its caller; itself where nobody did
 */
public record ProcessScope(String processId, long instanceKey, long rootKey) {}
