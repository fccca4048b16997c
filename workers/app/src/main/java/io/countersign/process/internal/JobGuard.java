package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.ACTION_SEAL;
import static io.countersign.bpmn.JobTypes.MASKING_MASK;
import static io.countersign.bpmn.JobTypes.REVIEW_ESCALATE;
import static io.countersign.bpmn.JobTypes.REVIEW_GUARD;
import static io.countersign.bpmn.JobTypes.REVIEW_SEAT_OPENED;
import static io.countersign.bpmn.JobTypes.REVIEW_VERIFY;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.policy.Pins;
import io.countersign.policy.Violations;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Refuses jobs of process versions that nobody countersigned. {@code adr/0005} says which, and why.
 */
@Component
class JobGuard {

  /**
   * Whoever runs these asserts something that only the model makes true: that the reviewer saw the
   * form, that the seat is late, that the plan was ruled on, that the masked data was checked.
   */
  private static final Set<String> ONLY_COUNTERSIGNED =
      Set.of(
          ACTION_SEAL,
          MASKING_MASK,
          REVIEW_ESCALATE,
          REVIEW_GUARD,
          REVIEW_SEAT_OPENED,
          REVIEW_VERIFY);

  private final Pins pins;
  private final Violations violations;

  JobGuard(Pins pins, Violations violations) {
    this.pins = pins;
    this.violations = violations;
  }

  /**
   * Lets a job pass, or records why not.
   *
   * @throws OperatorNeeded when it must not run
   */
  void check(ActivatedJob job) throws OperatorNeeded {
    String process = job.getBpmnProcessId();
    long key = job.getProcessDefinitionKey();
    if (pins.deployedByUs(process + ".bpmn", key)) {
      return;
    }
    boolean underOurName = pins.process(process).isPresent();
    if (underOurName || ONLY_COUNTERSIGNED.contains(job.getType())) {
      String detail =
          "Version "
              + job.getProcessDefinitionVersion()
              + " (key "
              + key
              + ") of process '"
              + process
              + "' asked for "
              + job.getType()
              + ". Nobody countersigned that version, so nothing was done.";
      violations.record(Violations.Kind.UNPINNED_PROCESS, process, key, detail);
      throw new OperatorNeeded(detail + " Cancel the process instance.");
    }
  }
}
