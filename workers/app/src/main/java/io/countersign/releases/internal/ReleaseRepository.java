package io.countersign.releases.internal;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ReleaseRepository extends JpaRepository<ReleaseEntity, UUID> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from ReleaseEntity r where r.id = :id")
  Optional<ReleaseEntity> lock(UUID id);

  @Query("select r from ReleaseEntity r order by r.requestedAt desc, r.id desc")
  List<ReleaseEntity> newest(Limit limit);

  @Query(
      """
      select r from ReleaseEntity r
      where r.requestedAt < :at or (r.requestedAt = :at and r.id < :id)
      order by r.requestedAt desc, r.id desc
      """)
  List<ReleaseEntity> before(Instant at, UUID id, Limit limit);

  List<ReleaseEntity> findByProcessInstanceKeyAndClosedAtIsNullOrderByRequestedAt(long key);
}
