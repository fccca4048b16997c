package io.countersign.record;

import java.util.UUID;

/**
 * A finding that had mended itself is seen again. Published in the transaction that opened it
 * again.
 */
public record FindingReopened(UUID findingId, FindingCode code, String sentence) {}
