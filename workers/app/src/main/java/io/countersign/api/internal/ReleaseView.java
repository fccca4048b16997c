package io.countersign.api.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.releases.ProgressBoard;
import io.countersign.releases.Release;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release and what became of it. Whatever has not happened is null.
 *
 * @param maskingPlan digest of the plan
 * @param survivors masked originals that were found again in the output; anything but 0 stops it
 * @param progress how far the step that runs has come
 * @param planVerdict how the review of the masking plan stands
 * @param verdict {@code permitted}, {@code refused}, or how the review of the export stands
 * @param outcome {@code done}, {@code failed}, {@code unknown} or {@code pending}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReleaseView(
    UUID id,
    String dataset,
    String source,
    String destination,
    String reason,
    String requestedBy,
    Release.State state,
    @Nullable String processInstanceKey,
    @Nullable UUID supersedes,
    @Nullable UUID supersededBy,
    Set<String> modifiedBy,
    @Nullable String sourceSha256,
    @Nullable String maskingPlan,
    @Nullable String maskedSha256,
    @Nullable Long rowsIn,
    @Nullable Long rowsOut,
    @Nullable Long cellsMasked,
    @Nullable Long survivors,
    ProgressBoard.@Nullable Step progress,
    @Nullable String planReview,
    @Nullable String planVerdict,
    @Nullable String review,
    @Nullable String actionDigest,
    @Nullable String verdict,
    @Nullable List<String> approvedBy,
    @Nullable String ruling,
    @Nullable String outcome,
    @Nullable Map<String, Object> receipt,
    Release.@Nullable Fault fault,
    Instant requestedAt,
    @Nullable Instant closedAt) {}
