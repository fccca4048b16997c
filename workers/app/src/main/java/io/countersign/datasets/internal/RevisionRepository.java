package io.countersign.datasets.internal;

import io.countersign.datasets.Stage;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RevisionRepository extends JpaRepository<RevisionEntity, UUID> {

  Optional<RevisionEntity> findFirstBySha256AndStageOrderByRegisteredAtDesc(
      String sha256, Stage stage);

  Optional<RevisionEntity> findFirstBySha256AndStageAndPath(
      String sha256, Stage stage, String path);
}
