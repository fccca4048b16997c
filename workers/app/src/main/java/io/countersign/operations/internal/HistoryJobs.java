package io.countersign.operations.internal;

import io.countersign.history.ProcessHistory;
import org.springframework.stereotype.Component;

/** The jobs that the exporter stored. */
@Component
class HistoryJobs implements ExportedJobs {

  private final ProcessHistory history;

  HistoryJobs(ProcessHistory history) {
    this.history = history;
  }

  @Override
  public boolean shows(long job, long processInstance) {
    return history.hasCompletedJob(job, processInstance);
  }
}
