package io.countersign.review.internal;

import io.countersign.review.Subject;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface RoundRepository extends JpaRepository<RoundEntity, UUID> {

  /** Locks the round's row, so that decisions on one round are made one after the other. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from RoundEntity r where r.id = :id")
  Optional<RoundEntity> lock(UUID id);

  Optional<RoundEntity> findFirstBySubjectKindAndSubjectIdOrderByOpenedAtDesc(
      Subject.Kind kind, UUID subjectId);

  @Query("select r from RoundEntity r where r.verdict is null order by r.deadline")
  List<RoundEntity> findOpen();
}
