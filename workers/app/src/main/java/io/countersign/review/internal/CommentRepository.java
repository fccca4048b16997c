package io.countersign.review.internal;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface CommentRepository extends JpaRepository<CommentEntity, UUID> {

  List<CommentEntity> findByRoundIdOrderBySaidAt(UUID roundId);
}
