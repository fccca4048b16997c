package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.process.EngineProperties;
import org.springframework.stereotype.Component;

/**
 * As whom a process asks. Variables never say so: whoever may set one could ask under any name. The
 * operator names an agent for each process, and that agent's owner cannot sign what it asks for.
 */
@Component
class Requesters {

  private final EngineProperties engine;

  Requesters(EngineProperties engine) {
    this.engine = engine;
  }

  /**
   * The agent of the process that a job belongs to.
   *
   * @throws OperatorNeeded when the operator named none
   */
  String of(ActivatedJob job) throws OperatorNeeded {
    String process = job.getBpmnProcessId();
    String agent = engine.requesters().get(process);
    if (agent == null) {
      throw new OperatorNeeded(
          "Process '"
              + process
              + "' may not ask for anything. Set countersign.engine.requesters."
              + process
              + " to an agent of the directory.");
    }
    return agent;
  }
}
