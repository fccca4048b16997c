package io.countersign.review.internal;

import io.countersign.review.Delegation;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delegation as stored. Never deleted: it is part of why a vote counted. */
@Entity
@Table(name = "review_delegation")
class DelegationEntity {

  @Id private UUID id;

  @Column(updatable = false)
  private String delegator;

  @Column(updatable = false)
  private String delegate;

  @Column(name = "group_name", updatable = false)
  private @Nullable String group;

  @Column(updatable = false)
  private Instant startsAt;

  @Column(updatable = false)
  private Instant endsAt;

  @Column(updatable = false)
  private String createdBy;

  @Column(updatable = false)
  private Instant createdAt;

  private @Nullable Instant endedAt;

  protected DelegationEntity() {}

  DelegationEntity(Delegation delegation) {
    this.id = delegation.id();
    this.delegator = delegation.delegator();
    this.delegate = delegation.delegate();
    this.group = delegation.group().orElse(null);
    this.startsAt = delegation.startsAt();
    this.endsAt = delegation.endsAt();
    this.createdBy = delegation.delegator();
    this.createdAt = delegation.createdAt();
  }

  UUID id() {
    return id;
  }

  void end(Instant at) {
    endedAt = at;
  }

  Delegation toDelegation() {
    return new Delegation(
        id,
        delegator,
        delegate,
        Optional.ofNullable(group),
        startsAt,
        endsAt,
        createdAt,
        Optional.ofNullable(endedAt));
  }
}
