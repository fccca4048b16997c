package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import java.util.List;
import java.util.Map;

/** A job task made of a function. */
record SimpleTask(String type, List<String> reads, Work work) implements JobTask {

  SimpleTask {
    reads = List.copyOf(reads);
  }

  /** See {@link JobTask#perform}. */
  interface Work {
    Map<String, Object> on(ActivatedJob job) throws Exception;
  }

  @Override
  public Map<String, Object> perform(ActivatedJob job) throws Exception {
    return work.on(job);
  }
}
