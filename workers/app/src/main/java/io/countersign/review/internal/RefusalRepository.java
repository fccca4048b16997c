package io.countersign.review.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface RefusalRepository extends JpaRepository<RefusalEntity, UUID> {

  List<RefusalEntity> findByRoundIdOrderByRefusedAt(UUID roundId);

  long countByIdentityAndRefusedAtAfter(String identity, Instant after);
}
