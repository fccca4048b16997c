package io.countersign.process.internal;

import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import java.util.List;
import java.util.Map;

/** What one job type does. There is exactly one for every job type in the models. */
public interface JobTask {

  /** The job type, one of {@code io.countersign.bpmn.JobTypes}. */
  String type();

  /** The variables that it reads; no others are fetched. */
  List<String> reads();

  /**
   * Does the work. Is called again for the same job after a timeout, a crash or a fault, so it must
   * find out what has been done already.
   *
   * @return the variables to set: references, digests, counts and classes, never data
   * @throws Exception whatever went wrong; {@link FaultTranslator} decides what becomes of it
   */
  Map<String, Object> perform(ActivatedJob job) throws Exception;

  /** The command that reports success. */
  default FinalCommandStep<?> completion(
      JobClient client, ActivatedJob job, Map<String, Object> variables) {
    return client.newCompleteCommand(job).variables(variables);
  }
}
