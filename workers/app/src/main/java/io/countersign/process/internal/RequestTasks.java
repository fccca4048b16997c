package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.ACTION_ACCEPT;
import static io.countersign.bpmn.JobTypes.BREAK_GLASS_REPORT;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.requests.RequestDesk;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job types of actions that were asked for by themselves. */
@Configuration
class RequestTasks {

  private static final String ACTION = "actionId";

  private final RequestDesk requests;

  RequestTasks(RequestDesk requests) {
    this.requests = requests;
  }

  @Bean
  JobTask acceptAction() {
    return new SimpleTask(
        ACTION_ACCEPT,
        List.of(ACTION, AskTasks.CLAIM, Inputs.REJECTION),
        job -> {
          Inputs.admitted(job, "ActionRejected");
          UUID action = Vars.uuid(job, ACTION);
          if (!accept(action, job)) {
            throw new BusinessError(
                "DuplicateStart", "Action " + action + " already runs in another instance.");
          }
          return Map.of();
        });
  }

  /** A process that asked for the action itself has claimed it, and hands it over. */
  private boolean accept(UUID action, ActivatedJob job) {
    long instance = job.getProcessInstanceKey();
    return Vars.text(job, AskTasks.CLAIM)
        .map(claim -> requests.handOver(action, Long.parseLong(claim), instance))
        .orElseGet(() -> requests.accept(action, instance));
  }

  @Bean
  JobTask reportBreach() {
    return new SimpleTask(
        BREAK_GLASS_REPORT,
        List.of(ACTION),
        job -> {
          requests.reportBreach(Vars.uuid(job, ACTION));
          return Map.of();
        });
  }
}
