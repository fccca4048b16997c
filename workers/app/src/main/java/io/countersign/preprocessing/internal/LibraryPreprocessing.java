package io.countersign.preprocessing.internal;

import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.VerificationReport;
import io.countersign.preprocessing.PlanSummary;
import io.countersign.preprocessing.PlanSummary.PlannedColumn;
import io.countersign.preprocessing.Preprocessing;
import io.countersign.support.DataDirectory;
import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

@Service
class LibraryPreprocessing implements Preprocessing {

  /** Below this, a column's class is a guess that a person should look at. */
  private static final double CONFIDENT = 0.7;

  private final Datasets datasets;
  private final PlanRepository plans;
  private final MaskingRunRepository runs;
  private final DataDirectory data;
  private final Clock clock;

  LibraryPreprocessing(
      Datasets datasets,
      PlanRepository plans,
      MaskingRunRepository runs,
      DataDirectory data,
      Clock clock) {
    this.datasets = datasets;
    this.plans = plans;
    this.runs = runs;
    this.data = data;
    this.clock = clock;
  }

  @Override
  public Revision fingerprint(String dataset, Path source, Progress progress)
      throws DatasetException {
    DatasetProfile profile = MaskingEngine.profile(source, ReadOptions.defaults(), progress);
    return datasets.register(
        new Revision(
            Digests.prefixed(profile.sha256()),
            dataset,
            Stage.ORIGINAL,
            source,
            profile.bytes(),
            profile.rows(),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public PlanSummary propose(Revision original, Map<String, String> decided, Progress progress)
      throws DatasetException {
    DatasetProfile profile =
        MaskingEngine.profile(original.path(), ReadOptions.defaults(), progress);
    if (!Digests.prefixed(profile.sha256()).equals(original.sha256())) {
      throw DatasetException.of(
          DatasetException.Kind.CHANGED,
          original.path(),
          "the file changed after it was fingerprinted. Request the release again.");
    }
    MaskingPlan plan =
        MaskingEngine.propose(
            original.path(), profile, ProposeOptions.withKey(keys().primaryId()), progress);
    return summary(save(PlanStrength.applied(plan, decided), original.sha256()));
  }

  @Override
  public Strengthened strengthen(String planDigest, Map<String, String> treatments) {
    MaskingPlan plan = stored(planDigest);
    List<String> problems = PlanStrength.problems(plan, treatments);
    if (!problems.isEmpty()) {
      return new Strengthened.Rejected(problems);
    }
    MaskingPlan stronger = PlanStrength.applied(plan, treatments);
    return new Strengthened.Plan(summary(save(stronger, Digests.prefixed(plan.inputSha256()))));
  }

  private MaskingPlan save(MaskingPlan plan, String sourceSha256) {
    if (plans.findFirstByDigest(plan.digest()).isEmpty()) {
      plans.save(new PlanEntity(plan.digest(), sourceSha256, plan.toJson(), clock.instant()));
    }
    return plan;
  }

  @Override
  public PlanSummary plan(String planDigest) {
    return summary(stored(planDigest));
  }

  @Override
  public Masked mask(Revision original, String planDigest, Progress progress)
      throws DatasetException {
    Path out = datasets.staging(original.dataset(), planDigest);
    Optional<MaskingRunEntity> finished = runs.findById(planDigest);
    if (finished.isPresent() && holds(out, finished.get().maskedSha256())) {
      return new Masked(
          datasets.get(finished.get().maskedSha256(), Stage.MASKED), finished.get().cellsMasked());
    }
    MaskingReport report =
        MaskingEngine.mask(
            original.path(),
            out,
            stored(planDigest),
            keys(),
            MaskOptions.defaults().withOverwrite(true),
            progress);
    Revision masked =
        datasets.register(
            new Revision(
                Digests.prefixed(report.outputSha256()),
                original.dataset(),
                Stage.MASKED,
                out,
                report.outputBytes(),
                report.rows(),
                Optional.of(original.sha256()),
                Optional.of(planDigest)));
    runs.save(
        new MaskingRunEntity(
            planDigest, masked.sha256(), report.cellsMasked(), report.toJson(), clock.instant()));
    return new Masked(masked, report.cellsMasked());
  }

  @Override
  public Checked verify(Revision original, Revision masked, Progress progress)
      throws DatasetException {
    String planDigest = masked.maskingPlan().orElseThrow();
    VerificationReport report =
        MaskingEngine.verify(
            original.path(),
            masked.path(),
            stored(planDigest),
            keys(),
            MaskOptions.defaults(),
            progress);
    return new Checked(report.survivors() + report.unmaskedIdentifiers(), report.residualRisk());
  }

  private static boolean holds(Path file, String sha256) {
    try {
      return Files.exists(file) && Digests.ofFile(file).equals(sha256);
    } catch (IOException e) {
      return false;
    }
  }

  private MaskingPlan stored(String planDigest) {
    PlanEntity plan =
        plans
            .findFirstByDigest(planDigest)
            .orElseThrow(() -> new IllegalArgumentException("No plan '" + planDigest + "'."));
    return MaskingPlan.fromJson(plan.content());
  }

  private MaskingKeys keys() throws DatasetException {
    return MaskingKeys.openOrCreate(data.folder("keys").resolve("masking.key"));
  }

  private static PlanSummary summary(MaskingPlan plan) {
    List<ColumnPlan> columns = plan.columns();
    return new PlanSummary(
        plan.digest(),
        plan.format(),
        plan.confidence(),
        columns.stream().filter(column -> !isKept(column)).count(),
        columns.stream().filter(LibraryPreprocessing::isKept).count(),
        columns.stream().filter(column -> column.confidence() < CONFIDENT).count(),
        columns.stream().filter(column -> isKept(column) && isIdentifier(column)).count(),
        columns.stream()
            .map(
                column ->
                    new PlannedColumn(
                        column.name(), column.dataClass().name(), column.transform().toString()))
            .toList());
  }

  private static boolean isKept(ColumnPlan column) {
    return column.transform().kind() == Transform.Kind.KEEP;
  }

  private static boolean isIdentifier(ColumnPlan column) {
    return column.dataClass().direct();
  }
}
