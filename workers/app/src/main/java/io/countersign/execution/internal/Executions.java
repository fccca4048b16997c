package io.countersign.execution.internal;

import io.countersign.actions.Payloads;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectFinished;
import io.countersign.execution.EffectReverted;
import io.countersign.execution.EffectStarted;
import io.countersign.execution.Outcome;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.Redemption;
import io.countersign.spi.EffectReceipt;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transactions around an execution: each step commits before the next is taken. */
@Component
@Transactional
class Executions {

  private final ExecutionRepository repository;
  private final GrantDesk grants;
  private final ApplicationEventPublisher events;
  private final Payloads payloads;
  private final Clock clock;

  Executions(
      ExecutionRepository repository,
      GrantDesk grants,
      ApplicationEventPublisher events,
      Payloads payloads,
      Clock clock) {
    this.repository = repository;
    this.grants = grants;
    this.events = events;
    this.payloads = payloads;
    this.clock = clock;
  }

  /** Whether and how an execution may begin. */
  sealed interface Start {
    /** The grant is spent; nothing was attempted, or every attempt certainly did nothing. */
    record Ready(UUID executionId) implements Start {}

    /** The grant was spent by this execution, which did not report how it ended. */
    record Interrupted(UUID executionId) implements Start {}

    /** It has ended. */
    record Ended(Outcome outcome) implements Start {}

    /** There is no grant to spend. */
    record NotAuthorised(String why) implements Start {}
  }

  /** Spends the grant and records the execution, in one transaction. */
  Start start(SealedAction action) {
    Optional<ExecutionEntity> there = repository.findByActionId(action.id());
    if (there.isPresent()) {
      return again(there.get());
    }
    UUID executionId = UUID.randomUUID();
    return switch (grants.redeem(action, executionId)) {
      case Redemption.Refused refused -> new Start.NotAuthorised(refused.why());
      case Redemption.Redeemed redeemed -> {
        repository.save(new ExecutionEntity(executionId, action.id(), clock.instant()));
        events.publishEvent(new EffectStarted(action.id(), executionId));
        yield new Start.Ready(executionId);
      }
    };
  }

  private Start again(ExecutionEntity execution) {
    if (execution.state() != ExecutionEntity.State.STARTED) {
      return new Start.Ended(outcome(execution));
    }
    return execution.isResting()
        ? new Start.Ready(execution.id())
        : new Start.Interrupted(execution.id());
  }

  /** Notes that an execution certainly did nothing so far, so that it may simply go on. */
  void rest(UUID executionId) {
    get(executionId).rest();
  }

  void attempt(UUID executionId) {
    get(executionId).attempt();
  }

  /** Records how it ended. Reopens an unknown outcome that has been settled since. */
  Outcome end(UUID executionId, SealedAction action, Outcome outcome) {
    ExecutionEntity execution = get(executionId);
    switch (outcome) {
      case Outcome.Done done ->
          execution.done(
              CanonicalJson.of(done.receipt().facts()), until(action, done), clock.instant());
      case Outcome.Failed failed ->
          execution.failed(failed.code(), sealed(action.id(), failed.message()), clock.instant());
      case Outcome.Unknown unknown ->
          execution.unknown(sealed(action.id(), unknown.why()), clock.instant());
      case Outcome.Blocked blocked -> {
        return outcome;
      }
    }
    events.publishEvent(new EffectFinished(action.id(), executionId, outcome));
    return outcome;
  }

  /**
   * What a target says can quote what was asked for. An outcome that is settled after an erasure
   * says nothing more.
   */
  private String sealed(UUID action, String words) {
    return payloads.isDestroyed(action) ? Payloads.ERASED : payloads.seal(action, "fault", words);
  }

  /** A target that ends the effect by itself says when; else the window begins now. */
  private Optional<Instant> until(SealedAction action, Outcome.Done done) {
    Optional<Instant> own =
        Optional.ofNullable(done.receipt().facts().get("expiresAt"))
            .map(text -> Instant.parse(text.toString()));
    return action.request().traits().window().map(w -> own.orElse(clock.instant().plus(w)));
  }

  /** Records that the effect was taken back, once. */
  void reverted(UUID actionId, EffectReceipt receipt) {
    ExecutionEntity execution = repository.lockByActionId(actionId).orElseThrow();
    if (execution.reverted(CanonicalJson.of(receipt.facts()), clock.instant())) {
      events.publishEvent(new EffectReverted(actionId, execution.id(), receipt));
    }
  }

  boolean endNow(UUID actionId) {
    return repository
        .lockByActionId(actionId)
        .map(execution -> execution.endNow(clock.instant()))
        .orElse(false);
  }

  @Transactional(readOnly = true)
  Optional<Instant> endsAt(UUID actionId) {
    return repository.findByActionId(actionId).flatMap(ExecutionEntity::endsAt);
  }

  /** What the target answered when the effect was taken back, if it was. */
  @Transactional(readOnly = true)
  Optional<EffectReceipt> revertReceipt(UUID actionId) {
    return repository
        .findByActionId(actionId)
        .flatMap(ExecutionEntity::revertReceipt)
        .map(text -> new EffectReceipt(CanonicalJson.read(text)));
  }

  /** The actions whose temporary effects should have been taken back by now. */
  @Transactional(readOnly = true)
  List<UUID> overdue() {
    return repository.findOverdue(clock.instant());
  }

  @Transactional(readOnly = true)
  Optional<UUID> executionOf(UUID actionId) {
    return repository.findByActionId(actionId).map(ExecutionEntity::id);
  }

  @Transactional(readOnly = true)
  Optional<Outcome> outcomeOf(UUID actionId) {
    return repository
        .findByActionId(actionId)
        .filter(execution -> execution.state() != ExecutionEntity.State.STARTED)
        .map(this::outcome);
  }

  private ExecutionEntity get(UUID executionId) {
    return repository.findById(executionId).orElseThrow();
  }

  private Outcome outcome(ExecutionEntity execution) {
    return switch (execution.state()) {
      case DONE -> new Outcome.Done(new EffectReceipt(CanonicalJson.read(execution.receipt())));
      case FAILED -> new Outcome.Failed(execution.faultCode(), said(execution));
      case UNKNOWN, STARTED -> new Outcome.Unknown(said(execution));
    };
  }

  private String said(ExecutionEntity execution) {
    return payloads.show(execution.faultMessage());
  }
}
