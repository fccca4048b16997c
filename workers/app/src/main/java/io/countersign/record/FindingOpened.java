package io.countersign.record;

import java.util.UUID;

/** Something was found to disagree. Published in the transaction that stored the finding. */
public record FindingOpened(UUID findingId, FindingCode code, String sentence) {}
