package io.countersign.releases.internal;

import io.countersign.masking.DatasetException;
import io.countersign.releases.MendableFault;
import io.countersign.releases.ReleaseException;

/** Sorts what the masking library refuses into faults of a release and faults of the machine. */
final class DatasetFaults {

  private DatasetFaults() {}

  /**
   * A release's fault, for what no repetition changes.
   *
   * @throws MendableFault for what time or an operator can mend: disk, permissions, keys
   */
  static ReleaseException translate(String code, DatasetException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case CHANGED -> new ReleaseException("DatasetChanged", message);
      case PLAN_MISMATCH, PLAN_INVALID -> new ReleaseException("PlanRejected", message);
      case LATE_IDENTIFIER -> new ReleaseException("IdentifiersSurvived", message);
      case DISK_FULL, DESTINATION_NOT_WRITABLE, DESTINATION_EXISTS, KEY_PERMISSIONS, KEY_INVALID ->
          throw new MendableFault(message, true, e);
      case IO, DESTINATION_BUSY -> throw new MendableFault(message, false, e);
      default -> new ReleaseException(code, message);
    };
  }
}
