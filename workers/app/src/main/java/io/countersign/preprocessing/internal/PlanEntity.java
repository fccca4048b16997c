package io.countersign.preprocessing.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A masking plan as stored: canonical JSON under its digest. */
@Entity
@Table(name = "masking_plan")
class PlanEntity {

  @Id private UUID id;
  private String digest;
  private String sourceSha256;
  private String content;
  private Instant createdAt;

  protected PlanEntity() {}

  PlanEntity(String digest, String sourceSha256, String content, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.digest = digest;
    this.sourceSha256 = sourceSha256;
    this.content = content;
    this.createdAt = createdAt;
  }

  String content() {
    return content;
  }
}
