package io.countersign.process.internal;

import static io.countersign.bpmn.JobTypes.ACTION_ACCEPT;
import static io.countersign.bpmn.JobTypes.BREAK_GLASS_REPORT;

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
        List.of(ACTION),
        job -> {
          UUID action = Vars.uuid(job, ACTION);
          if (!requests.accept(action, job.getProcessInstanceKey())) {
            throw new BusinessError(
                "DuplicateStart", "Action " + action + " already runs in another instance.");
          }
          return Map.of();
        });
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
