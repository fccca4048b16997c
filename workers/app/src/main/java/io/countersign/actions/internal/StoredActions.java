package io.countersign.actions.internal;

import io.countersign.actions.ActionReader;
import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionSealed;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredActions implements Actions {

  private final ActionRepository repository;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredActions(ActionRepository repository, ApplicationEventPublisher events, Clock clock) {
    this.repository = repository;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public SealedAction seal(UUID id, ActionRequest request) {
    String canonical = ActionReader.canonical(request);
    String digest = CanonicalJson.digest(canonical);
    Optional<SealedAction> there = find(id);
    if (there.isPresent()) {
      if (!there.get().digest().equals(digest)) {
        throw new IllegalStateException(
            "Action '" + id + "' is already sealed with another content. Seal a new action.");
      }
      return there.get();
    }
    repository.saveAndFlush(new ActionEntity(id, digest, canonical, clock.instant()));
    events.publishEvent(new ActionSealed(id));
    return new SealedAction(id, digest, canonical, ActionReader.read(canonical));
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<SealedAction> find(UUID id) {
    return repository.findById(id).map(StoredActions::read);
  }

  @Override
  @Transactional(readOnly = true)
  public SealedAction recall(UUID id) {
    ActionEntity entity =
        repository
            .findById(id)
            .orElseThrow(() -> new IllegalArgumentException("No action '" + id + "'."));
    String content = CanonicalJson.digest(entity.canonical());
    return entity.remaining().filter(content::equals).isPresent() ? plain(entity) : read(entity);
  }

  private static SealedAction read(ActionEntity entity) {
    SealedAction action = plain(entity);
    if (!action.intact()) {
      throw new IllegalStateException(
          "The stored content of action '" + action.id() + "' is not what its digest says.");
    }
    return action;
  }

  private static SealedAction plain(ActionEntity entity) {
    return new SealedAction(
        entity.getId(), entity.digest(), entity.canonical(), ActionReader.read(entity.canonical()));
  }
}
