package io.countersign.grants.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A grant as stored. Redeemed by one update statement, never through this object. */
@Entity
@Table(name = "action_grant")
class GrantEntity implements Persistable<UUID> {

  @Id private UUID actionId;
  private String actionDigest;
  private String basis;
  private Instant issuedAt;
  private Instant expiresAt;
  private @Nullable Instant redeemedAt;
  private @Nullable UUID executionId;
  private @Nullable Instant annulledAt;

  protected GrantEntity() {}

  GrantEntity(UUID actionId, String digest, String basis, Instant issuedAt, Instant expiresAt) {
    this.actionId = actionId;
    this.actionDigest = digest;
    this.basis = basis;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
  }

  @Override
  public UUID getId() {
    return actionId;
  }

  @Override
  public boolean isNew() {
    return true;
  }

  Optional<Instant> redeemedAt() {
    return Optional.ofNullable(redeemedAt);
  }

  Optional<UUID> executionId() {
    return Optional.ofNullable(executionId);
  }

  Optional<Instant> annulledAt() {
    return Optional.ofNullable(annulledAt);
  }

  Instant expiresAt() {
    return expiresAt;
  }
}
