package io.countersign.execution;

import java.util.UUID;

/**
 * The process of an action has said how it ended, and the database agrees. Published in the
 * transaction that recorded it, once.
 *
 * @param outcome {@code done}, {@code refused} or {@code failed}
 */
public record OutcomeRecorded(UUID actionId, String outcome) {}
