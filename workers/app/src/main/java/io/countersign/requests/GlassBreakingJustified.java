package io.countersign.requests;

import java.util.UUID;

/** People found in time that going ahead without a review was justified. */
public record GlassBreakingJustified(UUID actionId) {}
