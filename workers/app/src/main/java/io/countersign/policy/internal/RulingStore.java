package io.countersign.policy.internal;

import io.countersign.policy.ActionRuled;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores rulings and says so, in one transaction; asking the engine stays outside of it. */
@Component
class RulingStore {

  private final RulingRepository repository;
  private final ApplicationEventPublisher events;

  RulingStore(RulingRepository repository, ApplicationEventPublisher events) {
    this.repository = repository;
    this.events = events;
  }

  @Transactional
  void save(RulingEntity ruling) {
    repository.save(ruling);
    events.publishEvent(new ActionRuled(ruling.getId()));
  }
}
