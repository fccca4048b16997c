package io.countersign.api.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.access.Allowed;
import io.countersign.api.internal.Pages.Page;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Registered;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.identity.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Datasets by their revisions: names, digests and counts. Where they lie is not said. */
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetController {

  private final Datasets datasets;

  DatasetController(Datasets datasets) {
    this.datasets = datasets;
  }

  /** A dataset at one moment. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RevisionView(
      String dataset,
      String sha256,
      Stage stage,
      long bytes,
      long rows,
      @Nullable String derivedFrom,
      @Nullable String maskingPlan,
      Instant registeredAt) {}

  /** The latest first. */
  @Allowed({Role.REVIEWER, Role.AUDITOR, Role.OPERATOR})
  @GetMapping
  Page<RevisionView> list(
      @RequestParam(defaultValue = "20") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int most = Pages.limit(limit);
    return Pages.of(
        datasets.list(Pages.cursor(cursor), most),
        most,
        Registered::position,
        registered -> true,
        DatasetController::view);
  }

  private static RevisionView view(Registered registered) {
    Revision revision = registered.revision();
    return new RevisionView(
        revision.dataset(),
        revision.sha256(),
        revision.stage(),
        revision.bytes(),
        revision.rows(),
        revision.derivedFrom().orElse(null),
        revision.maskingPlan().orElse(null),
        registered.position().at());
  }
}
