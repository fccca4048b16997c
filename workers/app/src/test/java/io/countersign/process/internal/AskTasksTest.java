package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.process.EngineProperties;
import io.countersign.releases.ReleaseDesk;
import io.countersign.releases.ReleaseRequest;
import io.countersign.releases.RequestResult;
import io.countersign.requests.Ask;
import io.countersign.requests.AskResult;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.testing.Requests;
import io.countersign.testing.Stub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.SimpleTransactionStatus;

class AskTasksTest {

  private static final long INSTANCE = 42;

  private final List<Object> asked = new ArrayList<>();
  private AskResult answer =
      new AskResult.Accepted(
          new RequestedAction(
              Requests.anExport().sealed(),
              RequestedAction.State.REQUESTED,
              OptionalLong.empty(),
              Optional.empty(),
              Requests.NOW,
              Optional.empty()),
          false);
  private boolean free = true;
  private final AskTasks tasks =
      new AskTasks(
          Stub.of(RequestDesk.class)
              .on(
                  "ask",
                  args -> {
                    asked.add(args[0]);
                    return answer;
                  })
              .on("accept", args -> free && args[1].equals(INSTANCE))
              .get(),
          Stub.of(ReleaseDesk.class)
              .on("openOf", args -> List.of())
              .on(
                  "request",
                  args -> {
                    asked.add(args[0]);
                    return new RequestResult.Rejected(List.of("It is not there."));
                  })
              .get(),
          new Requesters(
              new EngineProperties(
                  null,
                  null,
                  null,
                  null,
                  false,
                  1,
                  Map.of("nightly", "etl-agent"),
                  Duration.ZERO,
                  Duration.ZERO)),
          Stub.of(PlatformTransactionManager.class)
              .on("getTransaction", args -> new SimpleTransactionStatus())
              .on("commit", args -> null)
              .on("rollback", args -> null)
              .get());

  private static ActivatedJob job(String process, Map<String, Object> variables) {
    return Stub.of(ActivatedJob.class)
        .on("getVariablesAsMap", args -> variables)
        .on("getBpmnProcessId", args -> process)
        .on("getProcessInstanceKey", args -> INSTANCE)
        .get();
  }

  private static Map<String, Object> action() {
    return new HashMap<>(
        Map.of(
            "actionEffect", "postgres.role.grant",
            "actionTarget", Map.of("connection", "warehouse", "level", 3),
            "actionParameters", Map.of(),
            "actionReason", "Nightly load",
            "requestedBy", "grace"));
  }

  @Test
  void request_asTheAgentOfTheProcess_whateverVariablesSay() throws Exception {
    Map<String, Object> out = tasks.requestAction().perform(job("nightly", action()));

    Ask ask = (Ask) asked.getFirst();
    assertThat(ask.requestedBy()).isEqualTo("etl-agent");
    assertThat(ask.target())
        .containsExactlyInAnyOrderEntriesOf(Map.of("connection", "warehouse", "level", "3"));
    assertThat(out)
        .containsEntry("claim", "42")
        .containsEntry("rejection", null)
        .containsKey("actionId");
  }

  @Test
  void request_byAProcessThatTheOperatorDidNotName_needsTheOperator() {
    assertThatThrownBy(() -> tasks.requestAction().perform(job("rogue", action())))
        .isInstanceOf(OperatorNeeded.class)
        .hasMessageContaining("countersign.engine.requesters.rogue");
    assertThat(asked).isEmpty();
  }

  @Test
  void request_unfit_isRejectedWithWhatIsWrong() throws Exception {
    Map<String, Object> variables = action();
    variables.remove("actionEffect");
    assertRejected(variables, "actionEffect");
    variables = action();
    variables.put("actionTarget", "warehouse");
    assertRejected(variables, "actionTarget");
    variables.put("actionTarget", Map.of("list", List.of(1)));
    assertRejected(variables, "actionTarget.list");
    variables = action();
    variables.put("actionValidFor", "tomorrow");
    assertRejected(variables, "tomorrow");
    assertThat(asked).isEmpty();
  }

  @Test
  void request_refusedOrUnderWayElsewhere_isRejected() throws Exception {
    free = false;
    assertRejected(action(), "under way already");
    answer = new AskResult.Rejected(List.of("No such role."));
    assertRejected(action(), "No such role.");
  }

  private void assertRejected(Map<String, Object> variables, String why) throws Exception {
    Map<String, Object> out = tasks.requestAction().perform(job("nightly", variables));
    assertThat(out).containsEntry("actionId", null);
    assertThat(out.get("rejection").toString()).contains(why);
  }

  @Test
  void release_asTheAgentOfTheProcess_orRejected() throws Exception {
    Map<String, Object> out =
        tasks
            .openRelease()
            .perform(
                job(
                    "nightly",
                    Map.of(
                        "datasetPath", "/srv/data/customers.csv",
                        "datasetDestination", "/srv/exports/customers.csv",
                        "datasetReason", "Churn report")));
    assertThat(((ReleaseRequest) asked.getFirst()).requestedBy()).isEqualTo("etl-agent");
    assertThat(out).containsEntry("releaseId", null).containsEntry("rejection", "It is not there.");
  }

  @Test
  void calledProcess_ofARejectedRequest_throwsItAsABpmnError() {
    ActivatedJob job = job("perform-action", Map.of("rejection", "No such role."));
    assertThatThrownBy(() -> Inputs.admitted(job, "ActionRejected"))
        .isInstanceOfSatisfying(
            BusinessError.class, error -> assertThat(error.code()).isEqualTo("ActionRejected"))
        .hasMessage("No such role.");
  }
}
