package io.countersign.requests.internal;

import io.countersign.requests.RequestedAction.State;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ActionRequestRepository extends JpaRepository<ActionRequestEntity, UUID> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from ActionRequestEntity r where r.actionId = :id")
  Optional<ActionRequestEntity> lock(UUID id);

  @Query("select r.state from ActionRequestEntity r where r.actionId = :id")
  Optional<State> state(UUID id);

  Optional<ActionRequestEntity> findByFingerprintAndClosedAtIsNull(String fingerprint);

  @Query("select r from ActionRequestEntity r order by r.requestedAt desc, r.actionId desc")
  List<ActionRequestEntity> newest(Limit limit);

  @Query(
      """
      select r from ActionRequestEntity r
      where r.requestedAt < :at or (r.requestedAt = :at and r.actionId < :id)
      order by r.requestedAt desc, r.actionId desc
      """)
  List<ActionRequestEntity> before(Instant at, UUID id, Limit limit);
}
