package io.countersign.releases.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.Authors;
import io.countersign.actions.ActionRequest.Column;
import io.countersign.actions.ActionRequest.DataFacts;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.identity.LinkedIdentity;
import io.countersign.masking.DatasetException;
import io.countersign.masking.Progress;
import io.countersign.preprocessing.PlanSummary;
import io.countersign.preprocessing.PlanSummary.PlannedColumn;
import io.countersign.preprocessing.Preprocessing;
import io.countersign.releases.PlanProposal;
import io.countersign.releases.ProgressBoard;
import io.countersign.releases.Release;
import io.countersign.releases.Release.Fault;
import io.countersign.releases.ReleaseChange;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseException;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.review.Channel;
import io.countersign.spi.Traits;
import io.countersign.support.Position;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

@Service
class StoredReleaseDesk implements ReleaseDesk {

  private final ReleaseStore store;
  private final Admission admission;
  private final Preprocessing preprocessing;
  private final Datasets datasets;
  private final Actions actions;
  private final EffectRunner effects;
  private final Amendments amendments;
  private final ProgressBoard board;
  private final ReleaseProperties properties;
  private final String environment;
  private final Clock clock;

  StoredReleaseDesk(
      ReleaseStore store,
      Admission admission,
      Preprocessing preprocessing,
      Datasets datasets,
      Actions actions,
      EffectRunner effects,
      Amendments amendments,
      ProgressBoard board,
      ReleaseProperties properties,
      @Value("${countersign.environment:production}") String environment,
      Clock clock) {
    this.store = store;
    this.admission = admission;
    this.preprocessing = preprocessing;
    this.datasets = datasets;
    this.actions = actions;
    this.effects = effects;
    this.amendments = amendments;
    this.board = board;
    this.properties = properties;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public RequestResult request(ReleaseRequest request) {
    List<String> problems = admission.problems(request);
    return problems.isEmpty()
        ? new RequestResult.Accepted(store.create(name(request.source()), request))
        : new RequestResult.Rejected(problems);
  }

  private static String name(Path source) {
    String file = String.valueOf(source.getFileName());
    int dot = file.indexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  @Override
  public ReleaseChange change(
      UUID roundId, Map<String, String> treatments, LinkedIdentity who, Channel channel) {
    return amendments.change(roundId, treatments, who, channel);
  }

  @Override
  public Optional<Release> find(UUID id) {
    return store.find(id);
  }

  @Override
  public List<Release> list(Optional<Position> after, int limit) {
    return store.list(after, limit);
  }

  @Override
  public boolean accept(UUID id, long processInstanceKey) {
    return store.accept(id, processInstanceKey);
  }

  @Override
  public List<Release> openOf(long processInstanceKey) {
    return store.openOf(processInstanceKey);
  }

  @Override
  public Release fingerprint(UUID id) throws ReleaseException {
    Release release = get(id);
    Revision original =
        step(
            "DatasetUnreadable",
            id,
            "fingerprinting",
            progress -> preprocessing.fingerprint(release.dataset(), release.source(), progress));
    return store.update(id, entity -> entity.fingerprinted(original.sha256(), original.rows()));
  }

  @Override
  public PlanProposal propose(UUID id) throws ReleaseException {
    Release release = get(id);
    Revision original = original(release);
    Map<String, String> decided = release.amendment().treatments();
    PlanSummary plan =
        step(
            "DatasetUnreadable",
            id,
            "planning",
            progress -> preprocessing.propose(original, decided, progress));
    store.update(id, entity -> entity.planned(plan.digest()));
    return new PlanProposal(id, plan);
  }

  @Override
  public Release mask(UUID id) throws ReleaseException {
    Release release = get(id);
    Preprocessing.Masked masked =
        step(
            "DatasetUnreadable",
            id,
            "masking",
            progress -> preprocessing.mask(original(release), planDigest(release), progress));
    return store.update(
        id,
        entity ->
            entity.masked(
                masked.revision().sha256(), masked.revision().rows(), masked.cellsMasked()));
  }

  @Override
  public Release verify(UUID id) throws ReleaseException {
    Release release = get(id);
    Preprocessing.Checked checked =
        step(
            "DatasetUnreadable",
            id,
            "verifying",
            progress -> preprocessing.verify(original(release), masked(release), progress));
    Release verified = store.update(id, entity -> entity.verified(checked.survivors()));
    if (checked.survivors() != 0) {
      throw noted(
          id,
          new ReleaseException(
              "IdentifiersSurvived",
              "The independent check found "
                  + checked.survivors()
                  + " identifiers in the masked dataset. Nothing leaves. Correct the plan."));
    }
    return verified;
  }

  @Override
  public SealedAction seal(UUID id) throws ReleaseException {
    Release release = store.update(id, ReleaseEntity::inReview);
    Optional<SealedAction> sealed = actions.find(id);
    if (sealed.isPresent()) {
      return sealed.get();
    }
    ActionRequest request = exportOf(release);
    List<String> problems = effects.problems(request);
    if (!problems.isEmpty()) {
      throw noted(id, new ReleaseException("DestinationExists", String.join(" ", problems)));
    }
    return actions.seal(id, effects.withTraits(request));
  }

  private ActionRequest exportOf(Release release) {
    Revision masked = masked(release);
    PlanSummary plan = preprocessing.plan(planDigest(release));
    return new ActionRequest(
        EFFECT,
        environment,
        release.destination().target(),
        Map.of("format", plan.format()),
        Optional.of(
            new InputDataset(
                release.dataset(),
                masked.sha256(),
                masked.bytes(),
                masked.rows(),
                masked.derivedFrom().orElseThrow(),
                plan.digest())),
        facts(plan, masked.rows()),
        Traits.irreversible(Traits.UNKNOWN_TRUST),
        new Authors(release.requestedBy(), Optional.empty(), release.amendment().modifiedBy()),
        release.reason(),
        false,
        release.amendment().supersedes().flatMap(actions::find).map(SealedAction::digest),
        clock.instant().plus(properties.validity()));
  }

  private static DataFacts facts(PlanSummary plan, long rows) {
    Set<String> classes =
        plan.columns().stream()
            .map(PlannedColumn::dataClass)
            .filter(dataClass -> !dataClass.equals("NONE"))
            .collect(Collectors.toSet());
    return new DataFacts(
        classes,
        plan.waivers() == 0,
        plan.waivers(),
        rows,
        "none",
        plan.columns().stream()
            .map(column -> new Column(column.name(), column.dataClass(), column.treatment()))
            .toList());
  }

  @Override
  public void close(UUID id, String outcome, Optional<String> errorCode) {
    board.clear(id);
    Optional<Outcome> executed = effects.outcome(id);
    if (executed.isPresent() && executed.get() instanceof Outcome.Done) {
      store.close(id, Release.State.RELEASED, Optional.empty());
      return;
    }
    Optional<Fault> fault =
        executed
            .flatMap(StoredReleaseDesk::fault)
            .or(() -> errorCode.flatMap(code -> store.notedFault(id, code)));
    if (outcome.equals("not-approved")) {
      store.close(id, Release.State.NOT_APPROVED, fault);
    } else {
      store.close(id, Release.State.FAILED, fault.or(() -> Optional.of(unexplained(outcome))));
    }
  }

  private static Optional<Fault> fault(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> Optional.of(new Fault(failed.code(), failed.message()));
      case Outcome.Unknown unknown -> Optional.of(new Fault("Unknown", unknown.why()));
      case Outcome.Done done -> Optional.empty();
      case Outcome.Blocked blocked -> Optional.empty();
    };
  }

  private static Fault unexplained(String outcome) {
    return new Fault(
        "NotExecuted",
        "The process ended as '"
            + outcome
            + "', but no effect was executed. Someone may have"
            + " modified the process instance.");
  }

  private Release get(UUID id) {
    return store
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("No release '" + id + "'."));
  }

  private Revision original(Release release) {
    return datasets.get(release.preparation().sourceSha256().orElseThrow(), Stage.ORIGINAL);
  }

  private Revision masked(Release release) {
    return datasets.get(release.preparation().maskedSha256().orElseThrow(), Stage.MASKED);
  }

  private static String planDigest(Release release) {
    return release.preparation().planDigest().orElseThrow();
  }

  /** Keeps the sentence for the requester: the engine carries only the code. */
  private ReleaseException noted(UUID id, ReleaseException fault) {
    store.note(id, new Fault(fault.code(), String.valueOf(fault.getMessage())));
    return fault;
  }

  /** A step of the masking library. */
  private interface LibraryCall<T> {
    T with(Progress progress) throws DatasetException;
  }

  private <T> T step(String code, UUID id, String name, LibraryCall<T> call)
      throws ReleaseException {
    try {
      return call.with(
          (done, total, rows) -> board.show(id, new ProgressBoard.Step(name, done, total, rows)));
    } catch (DatasetException e) {
      throw noted(id, DatasetFaults.translate(code, e));
    }
  }
}
