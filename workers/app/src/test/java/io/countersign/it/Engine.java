package io.countersign.it;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The engine's own interface, as an operator or Tasklist uses it. */
final class Engine {

  private static final CamundaClient CLIENT =
      CamundaClient.newClientBuilder()
          .grpcAddress(Embedded.stack().zeebeGrpc())
          .restAddress(Embedded.stack().zeebeRest())
          .preferRestOverGrpc(false)
          .defaultRequestTimeout(Duration.ofMinutes(1))
          .build();

  private static final String OF_INSTANCE =
      """
      with recursive instance(key) as (
        select cast(%s as bigint) union
        select r.process_instance_key from history.record r
          join instance i on r.parent_process_instance_key = i.key)
      """;

  private Engine() {}

  static CamundaClient client() {
    return CLIENT;
  }

  /** The open user task of a release's process, as history knows it. */
  static long awaitUserTask(JsonNode release, int number) {
    String sql =
        OF_INSTANCE.formatted(release.path("processInstanceKey").asString())
            + """
            select user_task_key from history.record
            where process_instance_key in (select key from instance)
              and value_type = 'USER_TASK' and intent = 'CREATED' order by position
            """;
    return Long.parseLong(
        await("user task " + number)
            .atMost(Duration.ofMinutes(1))
            .until(() -> Database.strings(sql), found -> found.size() >= number)
            .get(number - 1));
  }

  /** The instance of a called process, as history knows it. */
  static long awaitInstance(JsonNode root, String process) {
    String sql =
        OF_INSTANCE.formatted(root.path("processInstanceKey").asString())
            + """
            select process_instance_key from history.record
            where process_instance_key in (select key from instance)
              and bpmn_process_id = '%s' and element_type = 'PROCESS'
              and intent = 'ELEMENT_ACTIVATED'
            """
                .formatted(process);
    return Long.parseLong(
        await("instance of " + process)
            .atMost(Duration.ofMinutes(1))
            .until(() -> Database.strings(sql), found -> !found.isEmpty())
            .getFirst());
  }

  static long awaitIncident(JsonNode release) {
    String sql =
        OF_INSTANCE.formatted(release.path("processInstanceKey").asString())
            + """
            select key from history.record
            where process_instance_key in (select key from instance)
              and value_type = 'INCIDENT' and intent = 'CREATED'
            """;
    List<String> keys =
        await("incident")
            .atMost(Duration.ofMinutes(1))
            .until(() -> Database.strings(sql), found -> !found.isEmpty());
    return Long.parseLong(keys.getFirst());
  }

  /** What Operate's retry does: gives the failed job a further try and resolves the incident. */
  static void resolve(long incident) {
    String job =
        Database.strings(
                "select payload ->> 'jobKey' from history.record where key = "
                    + incident
                    + " and intent = 'CREATED'")
            .getFirst();
    CLIENT.newUpdateRetriesCommand(Long.parseLong(job)).retries(1).send().join();
    CLIENT.newResolveIncidentCommand(incident).send().join();
  }

  /** What Tasklist does when somebody claims a task and completes its form. */
  static void complete(long userTask, String assignee, Map<String, Object> form) {
    CLIENT.newAssignUserTaskCommand(userTask).assignee(assignee).send().join();
    CLIENT.newCompleteUserTaskCommand(userTask).variables(form).send().join();
  }
}
