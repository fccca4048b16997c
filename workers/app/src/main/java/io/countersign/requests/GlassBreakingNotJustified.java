package io.countersign.requests;

import java.util.UUID;

/** Nobody found in time that going ahead without a review was justified. */
public record GlassBreakingNotJustified(UUID actionId, UUID acknowledgementId) {}
