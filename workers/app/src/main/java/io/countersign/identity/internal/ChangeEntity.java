package io.countersign.identity.internal;

import io.countersign.identity.ChangeRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A change of the directory as it was written down. Never changed, never removed. */
@Entity
@Table(name = "directory_change")
class ChangeEntity implements Persistable<UUID> {

  @Id private UUID id;

  /** The database counts. */
  @Column(insertable = false, updatable = false)
  private long position;

  private String changedBy;
  private String subject;
  private String change;
  private Instant changedAt;

  protected ChangeEntity() {}

  ChangeEntity(String changedBy, String subject, String change, Instant changedAt) {
    this.id = UUID.randomUUID();
    this.changedBy = changedBy;
    this.subject = subject;
    this.change = change;
    this.changedAt = changedAt;
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return true;
  }

  ChangeRecord toRecord() {
    return new ChangeRecord(changedBy, subject, change, changedAt);
  }
}
