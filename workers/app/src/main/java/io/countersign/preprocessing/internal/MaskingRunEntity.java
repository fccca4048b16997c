package io.countersign.preprocessing.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A finished masking run, so that a repeated job finds its result. One per plan. */
@Entity
@Table(name = "masking_run")
class MaskingRunEntity {

  @Id private String planDigest;
  private String maskedSha256;
  private long cellsMasked;
  private String report;
  private Instant finishedAt;

  protected MaskingRunEntity() {}

  MaskingRunEntity(
      String planDigest, String maskedSha256, long cellsMasked, String report, Instant finishedAt) {
    this.planDigest = planDigest;
    this.maskedSha256 = maskedSha256;
    this.cellsMasked = cellsMasked;
    this.report = report;
    this.finishedAt = finishedAt;
  }

  String maskedSha256() {
    return maskedSha256;
  }

  long cellsMasked() {
    return cellsMasked;
  }
}
