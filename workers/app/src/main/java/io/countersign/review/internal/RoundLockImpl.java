package io.countersign.review.internal;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Found by Spring Data by its name. */
class RoundLockImpl implements RoundLock {

  private final EntityManager entities;

  RoundLockImpl(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public Optional<RoundEntity> lock(UUID id) {
    List<?> locked =
        entities
            .createNativeQuery("select 1 from review_round where id = :id for update")
            .setParameter("id", id)
            .getResultList();
    if (locked.isEmpty()) {
      return Optional.empty();
    }
    RoundEntity round = entities.find(RoundEntity.class, id);
    entities.refresh(round);
    return Optional.of(round);
  }
}
