package io.countersign.policy.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** A ruling as stored with its action: inputs and ruling as canonical JSON. */
@Entity
@Table(name = "ruling")
class RulingEntity implements Persistable<UUID> {

  @Id private UUID actionId;

  @Column(updatable = false)
  private String inputs;

  @Column(updatable = false)
  private String content;

  @Column(updatable = false)
  private Instant ruledAt;

  protected RulingEntity() {}

  RulingEntity(UUID actionId, String inputs, String content, Instant ruledAt) {
    this.actionId = actionId;
    this.inputs = inputs;
    this.content = content;
    this.ruledAt = ruledAt;
  }

  @Override
  public UUID getId() {
    return actionId;
  }

  @Override
  public boolean isNew() {
    return true;
  }

  String content() {
    return content;
  }
}
