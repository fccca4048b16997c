package io.countersign.releases.internal;

import io.countersign.identity.Directory;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.preprocessing.PlanSummary;
import io.countersign.preprocessing.Preprocessing;
import io.countersign.releases.PlanReviews;
import io.countersign.releases.Release;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.Subject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
class SingleSeatPlanReviews implements PlanReviews {

  private final ReleaseStore store;
  private final Preprocessing preprocessing;
  private final ReviewDesk desk;
  private final Directory directory;
  private final ReleaseProperties properties;

  SingleSeatPlanReviews(
      ReleaseStore store,
      Preprocessing preprocessing,
      ReviewDesk desk,
      Directory directory,
      ReleaseProperties properties) {
    this.store = store;
    this.preprocessing = preprocessing;
    this.desk = desk;
    this.directory = directory;
    this.properties = properties;
  }

  @Override
  public OpeningResult open(UUID releaseId) {
    Release release = store.find(releaseId).orElseThrow();
    String planDigest = release.preparation().planDigest().orElseThrow();
    PlanSummary plan = preprocessing.plan(planDigest);
    Set<String> authors = new HashSet<>(directory.standingBehind(release.requestedBy()));
    authors.addAll(release.amendment().modifiedBy());
    return desk.open(
        new Opening(
            new Subject(Subject.Kind.MASKING_PLAN, releaseId, planDigest),
            List.of(new Requirement(properties.planReviewers(), 1)),
            authors,
            shown(release, plan)));
  }

  private static Map<String, Object> shown(Release release, PlanSummary plan) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", "countersign/shown-plan/v1");
    shown.put("title", "Mask " + release.dataset() + " by this plan.");
    shown.put("dataset", release.dataset());
    shown.put("sourceSha256", release.preparation().sourceSha256().orElseThrow());
    shown.put("planDigest", plan.digest());
    shown.put("requestedBy", release.requestedBy());
    shown.put("reason", release.reason());
    shown.put("rows", release.preparation().rowsIn().orElse(0));
    shown.put("confidence", plan.confidence());
    shown.put("lowConfidenceColumns", plan.lowConfidenceColumns());
    shown.put("waivers", plan.waivers());
    shown.put(
        "columns",
        plan.columns().stream()
            .map(
                column ->
                    Map.of(
                        "name", column.name(),
                        "class", column.dataClass(),
                        "treatment", column.treatment()))
            .toList());
    return shown;
  }
}
