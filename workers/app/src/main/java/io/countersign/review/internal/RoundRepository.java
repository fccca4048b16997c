package io.countersign.review.internal;

import io.countersign.review.Subject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface RoundRepository extends JpaRepository<RoundEntity, UUID>, RoundLock {

  Optional<RoundEntity> findFirstBySubjectKindAndSubjectIdOrderByOpenedAtDesc(
      Subject.Kind kind, UUID subjectId);

  @Query(
      """
      select r from RoundEntity r left join fetch r.seats s left join fetch s.vote
      where r.verdict is null order by r.deadline, r.id, s.position
      """)
  List<RoundEntity> findOpen();
}
