package io.countersign.releases;

import io.countersign.review.OpeningResult;
import java.util.UUID;

/** Opens the review of a masking plan that policy wants a person to look at. */
public interface PlanReviews {

  /** Opens the review of a release's masking plan. */
  OpeningResult open(UUID releaseId);
}
