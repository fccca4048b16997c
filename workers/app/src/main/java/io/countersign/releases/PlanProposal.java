package io.countersign.releases;

import io.countersign.preprocessing.PlanSummary;
import java.util.UUID;

/**
 * A masking plan that policy, and perhaps a person, has to accept.
 *
 * @param releaseId the release that it belongs to
 * @param plan what it would do, in counts and classes
 */
public record PlanProposal(UUID releaseId, PlanSummary plan) {}
