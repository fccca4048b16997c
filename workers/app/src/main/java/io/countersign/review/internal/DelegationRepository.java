package io.countersign.review.internal;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface DelegationRepository extends JpaRepository<DelegationEntity, UUID> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select d from DelegationEntity d where d.id = :id")
  Optional<DelegationEntity> lock(UUID id);

  @Query(
      """
      select d from DelegationEntity d
      where d.delegator = :person or d.delegate = :person order by d.createdAt desc, d.id
      """)
  List<DelegationEntity> findOf(String person);

  @Query(
      """
      select d from DelegationEntity d
      where d.startsAt <= :moment and d.endsAt > :moment
        and (d.endedAt is null or d.endedAt > :moment)
      order by d.createdAt, d.id
      """)
  List<DelegationEntity> findInForce(Instant moment);
}
