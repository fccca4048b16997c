package io.countersign.record;

import java.util.UUID;

/**
 * A finding is not open any more. Published in the transaction that closed it.
 *
 * @param state {@code RESOLVED} or {@code CLEARED}
 */
public record FindingClosed(UUID findingId, FindingCode code, Finding.State state) {}
