package io.countersign.datasets.internal;

import io.countersign.datasets.Registered;
import io.countersign.datasets.Revision;
import io.countersign.datasets.Stage;
import io.countersign.support.Position;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A revision as stored. */
@Entity
@Table(name = "dataset_revision")
class RevisionEntity {

  @Id private UUID id;
  private String sha256;
  private String dataset;

  @Enumerated(EnumType.STRING)
  private Stage stage;

  private String path;
  private long bytes;
  private long rows;
  private @Nullable String derivedFrom;
  private @Nullable String maskingPlan;
  private Instant registeredAt;

  protected RevisionEntity() {}

  RevisionEntity(Revision revision, Instant registeredAt) {
    this.id = UUID.randomUUID();
    this.sha256 = revision.sha256();
    this.dataset = revision.dataset();
    this.stage = revision.stage();
    this.path = revision.path().toString();
    this.bytes = revision.bytes();
    this.rows = revision.rows();
    this.derivedFrom = revision.derivedFrom().orElse(null);
    this.maskingPlan = revision.maskingPlan().orElse(null);
    this.registeredAt = registeredAt;
  }

  Revision toRevision() {
    return new Revision(
        sha256,
        dataset,
        stage,
        Path.of(path),
        bytes,
        rows,
        Optional.ofNullable(derivedFrom),
        Optional.ofNullable(maskingPlan));
  }

  Registered toRegistered() {
    return new Registered(toRevision(), new Position(registeredAt, id));
  }
}
