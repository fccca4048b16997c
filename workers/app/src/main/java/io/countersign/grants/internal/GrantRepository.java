package io.countersign.grants.internal;

import java.time.Instant;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface GrantRepository extends JpaRepository<GrantEntity, UUID> {

  /** The compare-and-set that spends a grant; answers how many rows it changed, 0 or 1. */
  @Modifying(clearAutomatically = true)
  @Query(
      """
      update GrantEntity g set g.redeemedAt = :now, g.executionId = :executionId
      where g.actionId = :actionId and g.actionDigest = :digest
        and g.redeemedAt is null and g.annulledAt is null and g.expiresAt > :now
      """)
  int redeem(UUID actionId, String digest, UUID executionId, Instant now);

  /** Takes an unspent grant away; answers how many rows it changed, 0 or 1. */
  @Modifying(clearAutomatically = true)
  @Query(
      """
      update GrantEntity g set g.annulledAt = :now
      where g.actionId = :actionId
        and g.redeemedAt is null and g.annulledAt is null and g.expiresAt > :now
      """)
  int annul(UUID actionId, Instant now);
}
