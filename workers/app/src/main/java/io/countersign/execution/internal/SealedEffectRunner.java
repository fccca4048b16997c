package io.countersign.execution.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionRequest.InputDataset;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.execution.EffectInfo;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.Outcome;
import io.countersign.execution.Publication;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
class SealedEffectRunner implements EffectRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SealedEffectRunner.class);
  private static final UUID NOT_RUNNING = new UUID(0, 0);

  private final Effects effects;
  private final Actions actions;
  private final Executions executions;
  private final ExecutionLock lock;
  private final Publication publication;
  private final Datasets datasets;
  private final Clock clock;

  SealedEffectRunner(
      Effects effects,
      Actions actions,
      Executions executions,
      ExecutionLock lock,
      Publication publication,
      Datasets datasets,
      Clock clock) {
    this.effects = effects;
    this.actions = actions;
    this.executions = executions;
    this.lock = lock;
    this.publication = publication;
    this.datasets = datasets;
    this.clock = clock;
  }

  @Override
  public List<EffectInfo> effects() {
    return effects.offered();
  }

  @Override
  public List<String> problems(ActionRequest request) {
    return effects
        .find(request.effect(), request.target())
        .map(effect -> problems(effect, request))
        .orElseGet(() -> List.of(effects.unknown(request.effect())));
  }

  private List<String> problems(Effect effect, ActionRequest request) {
    EffectSchema schema = effect.schema();
    List<String> problems =
        new ArrayList<>(SchemaCheck.problems(schema, request.target(), request.parameters()));
    if (schema.reads() != request.input().isPresent()) {
      problems.add(
          schema.reads()
              ? "'" + request.effect() + "' needs a dataset. Release one instead."
              : "'" + request.effect() + "' reads no dataset, but the request names one.");
    }
    return problems.isEmpty() ? effect.problems(asked(request)) : problems;
  }

  @Override
  public ActionRequest withTraits(ActionRequest request) {
    return request.withTraits(effect(request).traits(asked(request)));
  }

  @Override
  public Preview preview(ActionRequest request) throws EffectException {
    return effect(request).preview(asked(request));
  }

  @Override
  public List<String> widenings(ActionRequest before, ActionRequest after) {
    return before.effect().equals(after.effect())
        ? effect(before).widenings(asked(before), asked(after))
        : List.of("'" + after.effect() + "' is another effect than '" + before.effect() + "'.");
  }

  /** The request as an effect sees it that is only asked about it. */
  private EffectRequest asked(ActionRequest request) {
    return effectRequest(NOT_RUNNING, "", request);
  }

  @Override
  public String describe(ActionRequest request) {
    return effect(request).describe(asked(request));
  }

  @Override
  public Outcome run(UUID actionId, EffectProgress progress) {
    SealedAction action = actions.get(actionId);
    return lock.holding(actionId, () -> runLocked(action, progress))
        .orElseGet(() -> new Outcome.Blocked("Another worker is running it.", false));
  }

  private Outcome runLocked(SealedAction action, EffectProgress progress) {
    return switch (executions.start(action)) {
      case Executions.Start.Ready ready -> execute(action, ready.executionId(), progress);
      case Executions.Start.Interrupted interrupted ->
          settle(action, interrupted.executionId(), progress);
      case Executions.Start.Ended ended -> ended.outcome();
      case Executions.Start.NotAuthorised not -> new Outcome.Failed("NotAuthorised", not.why());
    };
  }

  /** Goes ahead where nothing has been attempted, or where every attempt certainly did nothing. */
  private Outcome execute(SealedAction action, UUID executionId, EffectProgress progress) {
    Optional<Outcome.Failed> overtaken = overtaken(action.request());
    if (overtaken.isPresent()) {
      return executions.end(executionId, action, overtaken.get());
    }
    Optional<String> unpublished = publication.await(action.id());
    if (unpublished.isPresent()) {
      return new Outcome.Blocked(unpublished.get(), false);
    }
    executions.attempt(executionId);
    Outcome outcome = perform(action, executionId, progress);
    if (outcome instanceof Outcome.Blocked) {
      executions.rest(executionId);
    }
    return outcome;
  }

  private Outcome perform(SealedAction action, UUID executionId, EffectProgress progress) {
    EffectRequest request = effectRequest(executionId, action.digest(), action.request());
    try {
      return executions.end(
          executionId,
          action,
          new Outcome.Done(effect(action.request()).execute(request, progress)));
    } catch (EffectException e) {
      return executions.end(executionId, action, outcome(e));
    }
  }

  /** Why an action must not run any more although its grant was good, if so. */
  private Optional<Outcome.Failed> overtaken(ActionRequest request) {
    Instant latest = request.executeBefore();
    if (!clock.instant().isBefore(latest)) {
      return Optional.of(
          new Outcome.Failed(
              "GrantExpired", "It was to run before " + latest + ". Ask for the action again."));
    }
    return request
        .input()
        .flatMap(this::sourceChange)
        .map(why -> new Outcome.Failed("DatasetChanged", why));
  }

  private Optional<String> sourceChange(InputDataset input) {
    Path source = datasets.get(input.sourceSha256(), Stage.ORIGINAL).path();
    try {
      return Digests.ofFile(source).equals(input.sourceSha256())
          ? Optional.empty()
          : Optional.of(
              "'"
                  + source
                  + "' has changed since it was fingerprinted. Nothing was exported."
                  + " Request the release again.");
    } catch (IOException e) {
      return Optional.of(
          "'"
              + source
              + "' cannot be read any more, so nobody can tell whether it changed."
              + " Nothing was exported. Put it back and request the release again.");
    }
  }

  private static Outcome outcome(EffectException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.remedy()) {
      case NONE -> new Outcome.Failed(e.code(), message);
      case OPERATOR -> new Outcome.Blocked(message, true);
      case RETRY -> new Outcome.Blocked(message, false);
    };
  }

  /** An earlier attempt did not report back: ask the world before doing anything. */
  private Outcome settle(SealedAction action, UUID executionId, EffectProgress progress) {
    LOG.info("Execution {} did not report its end; asking whether it happened.", executionId);
    EffectRequest request = effectRequest(executionId, action.digest(), action.request());
    return switch (effect(action.request()).verify(request)) {
      case Occurrence.Happened happened ->
          executions.end(executionId, action, new Outcome.Done(happened.receipt()));
      case Occurrence.NotHappened not -> execute(action, executionId, progress);
      case Occurrence.Incomplete begun -> perform(action, executionId, progress);
      case Occurrence.CannotTell unclear ->
          executions.end(executionId, action, new Outcome.Unknown(unclear.why()));
    };
  }

  @Override
  public Outcome verify(UUID actionId) {
    SealedAction action = actions.get(actionId);
    Optional<UUID> executionId = executions.executionOf(actionId);
    if (executionId.isEmpty()) {
      return new Outcome.Failed("NotExecuted", "Action " + action.digest() + " has not run.");
    }
    EffectRequest request = effectRequest(executionId.get(), action.digest(), action.request());
    if (!effect(action.request()).observable(request)) {
      return executions
          .outcomeOf(actionId)
          .orElseGet(() -> new Outcome.Unknown("It did not report back, and cannot be asked."));
    }
    return switch (effect(action.request()).verify(request)) {
      case Occurrence.Happened happened -> new Outcome.Done(happened.receipt());
      case Occurrence.NotHappened not ->
          new Outcome.Failed("EffectMissing", "What was executed is not there any more.");
      case Occurrence.Incomplete begun ->
          new Outcome.Unknown("What was executed is there only in part.");
      case Occurrence.CannotTell unclear -> new Outcome.Unknown(unclear.why());
    };
  }

  @Override
  public Outcome revert(UUID actionId) {
    SealedAction action = actions.get(actionId);
    return lock.holding(actionId, () -> revertLocked(action))
        .orElseGet(() -> new Outcome.Blocked("Another worker is taking it back.", false));
  }

  private Outcome revertLocked(SealedAction action) {
    Optional<EffectReceipt> earlier = executions.revertReceipt(action.id());
    if (earlier.isPresent()) {
      return new Outcome.Done(earlier.get());
    }
    Optional<UUID> executionId = executions.executionOf(action.id());
    if (executionId.isEmpty()) {
      return new Outcome.Failed("NotExecuted", "Action " + action.digest() + " has not run.");
    }
    try {
      EffectReceipt receipt =
          effect(action.request())
              .revert(effectRequest(executionId.get(), action.digest(), action.request()));
      executions.reverted(action.id(), receipt);
      return new Outcome.Done(receipt);
    } catch (EffectException e) {
      return outcome(e);
    }
  }

  @Override
  public boolean endNow(UUID actionId) {
    return executions.endNow(actionId);
  }

  @Override
  public Optional<Instant> endsAt(UUID actionId) {
    return executions.endsAt(actionId);
  }

  @Override
  public Optional<Outcome> outcome(UUID actionId) {
    return executions.outcomeOf(actionId);
  }

  private Effect effect(ActionRequest request) {
    return effects.get(request.effect(), request.target());
  }

  private EffectRequest effectRequest(UUID executionId, String digest, ActionRequest request) {
    return new EffectRequest(
        executionId,
        digest,
        request.target(),
        request.parameters(),
        request.input().map(this::input),
        facts(request));
  }

  private InputRevision input(InputDataset input) {
    Revision revision = datasets.get(input.sha256(), Stage.MASKED);
    return new InputRevision(
        input.dataset(), revision.path(), Digests.hex(input.sha256()), input.bytes());
  }

  private static Map<String, Object> facts(ActionRequest request) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("rows", request.data().rowCount());
    facts.put("reason", request.reason());
    facts.put("requestedBy", request.requestedBy());
    request.input().ifPresent(in -> facts.put("sourceSha256", in.sourceSha256()));
    request.input().ifPresent(in -> facts.put("maskingPlan", in.maskingPlan()));
    facts.put(
        "columns",
        request.data().columns().stream()
            .map(
                column ->
                    Map.of(
                        "name", column.name(),
                        "class", column.dataClass(),
                        "treatment", column.treatment()))
            .toList());
    return facts;
  }
}
