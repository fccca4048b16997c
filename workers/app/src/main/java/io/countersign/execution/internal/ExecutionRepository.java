package io.countersign.execution.internal;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface ExecutionRepository extends JpaRepository<ExecutionEntity, UUID> {

  Optional<ExecutionEntity> findByActionId(UUID actionId);

  /** The row, locked until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select e from ExecutionEntity e where e.actionId = :actionId")
  Optional<ExecutionEntity> lockByActionId(UUID actionId);

  @Query(
      """
      select e.actionId from ExecutionEntity e
      where e.endsAt <= :now and e.revertedAt is null order by e.endsAt
      """)
  List<UUID> findOverdue(Instant now);

  /** The actions whose effects may be there now. */
  @Query(
      """
      select e.actionId from ExecutionEntity e
      where e.revertedAt is null and e.state <> FAILED
      """)
  List<UUID> findStanding();
}
