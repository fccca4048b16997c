package io.countersign.datasets.internal;

import io.countersign.datasets.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface RevisionRepository extends JpaRepository<RevisionEntity, UUID> {

  Optional<RevisionEntity> findFirstBySha256AndStageOrderByRegisteredAtDesc(
      String sha256, Stage stage);

  Optional<RevisionEntity> findFirstBySha256AndStageAndPath(
      String sha256, Stage stage, String path);

  @Query("select r from RevisionEntity r order by r.registeredAt desc, r.id desc")
  List<RevisionEntity> newest(Limit limit);

  @Query(
      """
      select r from RevisionEntity r
      where r.registeredAt < :at or (r.registeredAt = :at and r.id < :id)
      order by r.registeredAt desc, r.id desc
      """)
  List<RevisionEntity> before(Instant at, UUID id, Limit limit);
}
