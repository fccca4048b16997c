package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.ACTION_SEAL;
import static io.countersign.bpmn.JobTypes.DATASET_FINGERPRINT;
import static io.countersign.bpmn.JobTypes.MASKING_MASK;
import static io.countersign.bpmn.JobTypes.MASKING_PROPOSE;
import static io.countersign.bpmn.JobTypes.MASKING_VERIFY;
import static io.countersign.bpmn.JobTypes.RELEASE_ACCEPT;
import static io.countersign.bpmn.JobTypes.RELEASE_CLOSE;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.actions.SealedAction;
import io.countersign.preprocessing.PlanSummary;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job types that take a release from request to sealed action, and close it. */
@Configuration
class ReleaseTasks {

  private static final String RELEASE = "releaseId";

  private final ReleaseDesk releases;

  ReleaseTasks(ReleaseDesk releases) {
    this.releases = releases;
  }

  /** A task that needs nothing but the release's id. */
  private interface Step {
    Map<String, Object> of(UUID releaseId) throws Exception;
  }

  private static JobTask task(String type, Step step) {
    return new SimpleTask(type, List.of(RELEASE), job -> step.of(Vars.uuid(job, RELEASE)));
  }

  @Bean
  JobTask acceptRelease() {
    return new SimpleTask(
        RELEASE_ACCEPT,
        List.of(RELEASE),
        job -> {
          UUID release = Vars.uuid(job, RELEASE);
          if (!releases.accept(release, job.getProcessInstanceKey())) {
            throw new BusinessError(
                "DuplicateStart", "Release " + release + " already runs in another instance.");
          }
          return Map.of();
        });
  }

  @Bean
  JobTask fingerprintDataset() {
    return new SimpleTask(
        DATASET_FINGERPRINT,
        List.of(RELEASE, Inputs.REJECTION),
        job -> {
          Inputs.admitted(job, "ReleaseRejected");
          Release.Preparation found = releases.fingerprint(Vars.uuid(job, RELEASE)).preparation();
          return Map.of(
              "dataset",
              Map.of(
                  "digest", found.sourceSha256().orElseThrow(),
                  "rows", found.rowsIn().orElseThrow()));
        });
  }

  @Bean
  JobTask proposeMaskingPlan() {
    return task(MASKING_PROPOSE, id -> Map.of("plan", plan(releases.propose(id).plan())));
  }

  private static Map<String, Object> plan(PlanSummary plan) {
    return Map.of(
        "digest", plan.digest(),
        "confidence", plan.confidence(),
        "identifierColumns", plan.identifierColumns(),
        "clearColumns", plan.clearColumns(),
        "lowConfidenceColumns", plan.lowConfidenceColumns(),
        "waivers", plan.waivers());
  }

  @Bean
  JobTask maskDataset() {
    return task(
        MASKING_MASK,
        id -> {
          Release.Preparation found = releases.mask(id).preparation();
          return Map.of(
              "masked",
              Map.of(
                  "digest", found.maskedSha256().orElseThrow(),
                  "rows", found.rowsOut().orElseThrow(),
                  "cellsMasked", found.cellsMasked().orElseThrow()));
        });
  }

  @Bean
  JobTask verifyMaskedDataset() {
    return task(
        MASKING_VERIFY,
        id -> Map.of("survivors", releases.verify(id).preparation().survivors().orElseThrow()));
  }

  @Bean
  JobTask sealExportAction() {
    return task(
        ACTION_SEAL,
        id -> {
          SealedAction action = releases.seal(id);
          return Map.of("action", Map.of("id", action.id().toString(), "digest", action.digest()));
        });
  }

  @Bean
  JobTask closeRelease() {
    return new SimpleTask(
        RELEASE_CLOSE,
        List.of(RELEASE, "releaseOutcome", "errorCode"),
        job -> {
          String outcome = Vars.text(job, "releaseOutcome").orElse("");
          for (UUID release : toBeClosed(job)) {
            releases.close(release, outcome, Vars.text(job, "errorCode"));
          }
          return Map.of();
        });
  }

  /** Behind an error, the id of what the instance opened may be out of its reach. */
  private List<UUID> toBeClosed(ActivatedJob job) {
    return Vars.text(job, RELEASE).isPresent()
        ? List.of(Vars.uuid(job, RELEASE))
        : releases.openOf(job.getProcessInstanceKey()).stream().map(Release::id).toList();
  }
}
