package io.countersign.actions.internal;

import io.countersign.actions.ActionReader;
import io.countersign.actions.ActionRequest;
import io.countersign.actions.ActionSealed;
import io.countersign.actions.Actions;
import io.countersign.actions.Payloads;
import io.countersign.actions.SealedAction;
import io.countersign.support.CanonicalJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class StoredActions implements Actions {

  private final ActionRepository repository;
  private final Payloads payloads;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  StoredActions(
      ActionRepository repository,
      Payloads payloads,
      ApplicationEventPublisher events,
      Clock clock) {
    this.repository = repository;
    this.payloads = payloads;
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
    String sealed = payloads.seal(id, "canonical", canonical);
    repository.saveAndFlush(
        new ActionEntity(id, digest, sealed, outline(canonical), clock.instant()));
    events.publishEvent(new ActionSealed(id));
    return new SealedAction(id, digest, canonical, ActionReader.read(canonical));
  }

  /** Which effect, on which dataset, for whom: holds and retention go by it. */
  private static String outline(String canonical) {
    Map<String, Object> action = CanonicalJson.read(canonical);
    Map<String, Object> outline = new HashMap<>();
    for (String name : List.of("effect", "requestedBy", "onBehalfOf")) {
      Optional.ofNullable(action.get(name)).ifPresent(value -> outline.put(name, value));
    }
    if (action.get("input") instanceof Map<?, ?> input && input.get("dataset") != null) {
      outline.put("input", Map.of("dataset", String.valueOf(input.get("dataset"))));
    }
    return CanonicalJson.of(outline);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<SealedAction> find(UUID id) {
    return repository.findById(id).map(this::read);
  }

  @Override
  @Transactional(readOnly = true)
  public SealedAction recall(UUID id) {
    ActionEntity entity =
        repository
            .findById(id)
            .orElseThrow(() -> new IllegalArgumentException("No action '" + id + "'."));
    SealedAction action = plain(entity);
    String content = CanonicalJson.digest(action.canonical());
    return entity.remaining().filter(content::equals).isPresent() ? action : intact(action);
  }

  private SealedAction read(ActionEntity entity) {
    return intact(plain(entity));
  }

  private static SealedAction intact(SealedAction action) {
    if (!action.intact()) {
      throw new IllegalStateException(
          "The stored content of action '" + action.id() + "' is not what its digest says.");
    }
    return action;
  }

  private SealedAction plain(ActionEntity entity) {
    String canonical =
        payloads
            .open(entity.canonical())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The payload of action '" + entity.getId() + "' is erased."));
    return new SealedAction(
        entity.getId(), entity.digest(), canonical, ActionReader.read(canonical));
  }
}
