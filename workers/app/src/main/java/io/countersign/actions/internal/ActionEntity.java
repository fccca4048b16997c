package io.countersign.actions.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A sealed action as stored. Has no setters: nothing about it ever changes. */
@Entity
@Table(name = "sealed_action")
class ActionEntity implements Persistable<UUID> {

  @Id private UUID id;

  @Column(updatable = false)
  private String digest;

  @Column(updatable = false)
  private String canonical;

  /** What the database itself goes by; in clear, and no words. */
  @Column(updatable = false)
  private String outline;

  @Column(updatable = false)
  private Instant sealedAt;

  /** Digest of what an erasure left; written by the database alone. */
  @Column(insertable = false, updatable = false)
  private @Nullable String remaining;

  protected ActionEntity() {}

  ActionEntity(UUID id, String digest, String canonical, String outline, Instant sealedAt) {
    this.outline = outline;
    this.id = id;
    this.digest = digest;
    this.canonical = canonical;
    this.sealedAt = sealedAt;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return true;
  }

  String digest() {
    return digest;
  }

  String canonical() {
    return canonical;
  }

  Optional<String> remaining() {
    return Optional.ofNullable(remaining);
  }
}
