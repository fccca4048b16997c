package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.execution.EffectReverted;
import io.countersign.execution.EffectRunner;
import io.countersign.execution.OutcomeRecorded;
import io.countersign.requests.ActionRequested;
import io.countersign.requests.RequestedAction;
import io.countersign.requests.RequestedAction.State;
import io.countersign.support.Position;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The transactions on requests. */
@Component
@Transactional
class RequestStore {

  private final ActionRequestRepository requests;
  private final Actions actions;
  private final EffectRunner effects;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RequestStore(
      ActionRequestRepository requests,
      Actions actions,
      EffectRunner effects,
      ApplicationEventPublisher events,
      Clock clock) {
    this.requests = requests;
    this.actions = actions;
    this.effects = effects;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Seals a request and has it started, in one transaction.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException when the same is under way
   */
  RequestedAction create(ActionRequest request) {
    return create(UUID.randomUUID(), request);
  }

  /**
   * The same under an id that the requester's key gave.
   *
   * @throws org.springframework.dao.DataIntegrityViolationException when the same is under way, or
   *     the id is taken
   */
  RequestedAction create(UUID id, ActionRequest request) {
    SealedAction action = actions.seal(id, request);
    ActionRequestEntity entity =
        requests.saveAndFlush(
            new ActionRequestEntity(action.id(), Fingerprint.of(request), clock.instant()));
    events.publishEvent(new ActionRequested(action.id()));
    return view(entity, action);
  }

  /** What is under way that asks for the same. */
  @Transactional(readOnly = true)
  Optional<RequestedAction> same(ActionRequest request) {
    return requests.findByFingerprintAndClosedAtIsNull(Fingerprint.of(request)).map(this::view);
  }

  @Transactional(readOnly = true)
  Optional<RequestedAction> find(UUID actionId) {
    return requests.findById(actionId).map(this::view);
  }

  boolean isSettled(UUID actionId) {
    return requests.state(actionId).map(State::isSettled).orElse(true);
  }

  @Transactional(readOnly = true)
  List<RequestedAction> list(Optional<Position> after, int limit) {
    return after
        .map(place -> requests.before(place.at(), place.id(), Limit.of(limit)))
        .orElseGet(() -> requests.newest(Limit.of(limit)))
        .stream()
        .map(this::view)
        .toList();
  }

  boolean accept(UUID actionId, long processInstanceKey) {
    return lock(actionId).accept(processInstanceKey);
  }

  boolean handOver(UUID actionId, long from, long to) {
    return lock(actionId).handOver(from, to);
  }

  private ActionRequestEntity lock(UUID actionId) {
    return requests
        .lock(actionId)
        .orElseThrow(
            () -> new IllegalArgumentException("Nobody asked for action " + actionId + "."));
  }

  /** Lets another request for something like it take this one's place. */
  void giveWay(UUID actionId) {
    move(actionId, State.REFUSED);
    requests.flush();
  }

  /** Follows what the process recorded, in the same transaction. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void onOutcome(OutcomeRecorded recorded) {
    State next =
        switch (recorded.outcome()) {
          case "done" ->
              effects.endsAt(recorded.actionId()).isPresent() ? State.ACTIVE : State.DONE;
          case "refused" -> State.REFUSED;
          default -> State.FAILED;
        };
    move(recorded.actionId(), next);
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void onReverted(EffectReverted reverted) {
    move(reverted.actionId(), State.REVERTED);
  }

  private void move(UUID actionId, State next) {
    requests.lock(actionId).ifPresent(request -> request.become(next, clock.instant()));
  }

  private RequestedAction view(ActionRequestEntity entity) {
    return view(entity, actions.recall(entity.actionId()));
  }

  private RequestedAction view(ActionRequestEntity entity, SealedAction action) {
    return new RequestedAction(
        action,
        entity.state(),
        entity.processInstanceKey(),
        effects.endsAt(action.id()),
        entity.requestedAt(),
        entity.closedAt());
  }
}
