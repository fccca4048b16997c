package io.countersign.operations.internal;

/** Asks process history for jobs. */
@FunctionalInterface
interface ExportedJobs {

  /** Whether history shows that a job was completed. */
  boolean shows(long job, long processInstance);
}
