package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What somebody with the engine's own interface tries: to get past the review, to change what was
 * approved, to run it twice. The effect does not run, and something on record says why.
 */
class BehindOurBackIT {

  private static App app;
  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    app = App.shared();
    source = Embedded.folder("samples").resolve("behind.csv");
    new CustomersGenerator(200, 3).write(source);
  }

  @Test
  void instance_modifiedPastItsReview_exportsNothingAndSaysWhy() throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);

    skip(pending, "Call_ReviewAction", "Task_RedeemAndExport");

    JsonNode ended = untilEnded(app.as("ada"), pending.path("id").asString());
    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(exported(destination)).isEmpty();
    assertThat(outcome(pending)).containsExactly("failed:NotAuthorised");
    assertThat(modifications(pending)).isEqualTo(1);
  }

  @Test
  void instance_modifiedPastItsReviewToTheOutcome_cannotBeRecordedAsDone() throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);

    skip(pending, "Call_ReviewAction", "Task_RecordOutcome");

    assertThat(incident(pending)).isEqualTo("Task_RecordOutcome JOB_NO_RETRIES");
    assertThat(exported(destination)).isEmpty();
    assertThat(outcome(pending)).isEmpty();
  }

  @Test
  void reviewInstance_modifiedToItsEnd_isNoApproval() throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);
    long review = Engine.awaitInstance(pending, "review-action");

    Engine.client()
        .newModifyProcessInstanceCommand(review)
        .activateElement("Task_CloseReview")
        .and()
        .terminateElement(element(review, "SubProcess_FillSeat"))
        .send()
        .join();

    assertThat(incident(pending)).isEqualTo("Task_CloseReview JOB_NO_RETRIES");
    assertThat(exported(destination)).isEmpty();
    deny(pending);
  }

  @Test
  void verdict_setAsVariable_runsNothing() throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);
    long review = Engine.awaitInstance(pending, "review-action");
    long export = Engine.awaitInstance(pending, "export-dataset");
    Map<String, Object> forged =
        Map.of(
            "verdict", "approved",
            "ruling", Map.of("kind", "permitted", "why", "because I say so"),
            "vote", "approved",
            "seatOutcome", "filled");
    set(review, forged);
    set(export, forged);

    Engine.client()
        .newModifyProcessInstanceCommand(review)
        .activateElement("Event_Permitted")
        .and()
        .terminateElement(element(review, "SubProcess_FillSeat"))
        .send()
        .join();

    JsonNode ended = untilEnded(app.as("ada"), pending.path("id").asString());
    assertThat(ended.path("state").asString()).isEqualTo("FAILED");
    assertThat(exported(destination)).isEmpty();
    assertThat(outcome(pending)).containsExactly("failed:NotAuthorised");
  }

  @Test
  void actionId_swappedForAnApprovedOne_exportsThatOneOnceAndNothingElse() throws IOException {
    Path first = destination();
    JsonNode approved = pending(first);
    app.as("grace").decide(approved.path("review").asString(), "approve", "");
    untilEnded(app.as("ada"), approved.path("id").asString());

    Path second = destination();
    JsonNode pending = pending(second);
    long export = Engine.awaitInstance(pending, "export-dataset");
    set(
        export,
        Map.of(
            "action",
            Map.of(
                "id", approved.path("id").asString(),
                "digest", approved.path("actionDigest").asString())));
    skip(pending, "Call_ReviewAction", "SubProcess_RunSigned");

    untilEnded(app.as("ada"), pending.path("id").asString());
    assertThat(exported(first)).containsExactly("out.csv", "out.csv.manifest.json");
    assertThat(exported(second)).isEmpty();
    assertThat(executions(approved)).isEqualTo(1);
    assertThat(executions(pending)).isZero();
  }

  @Test
  void digest_alteredInTheVariablesAfterApproval_changesNothing() throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);
    long review = Engine.awaitInstance(pending, "review-action");
    long seat = element(review, "SubProcess_FillSeat");
    set(
        seat,
        Map.of(
            "review",
            Map.of(
                "id", pending.path("review").asString(),
                "deadline", "2099-01-01T00:00:00Z",
                "remindAt", "2098-01-01T00:00:00Z",
                "escalateAt", "2098-01-01T00:00:00Z",
                "card", Map.of("actionDigest", "sha256:0", "shownDigest", "sha256:0"))));

    long task = Engine.awaitUserTask(pending, 1);
    Engine.complete(task, "grace.l", Map.of("decision", "approve"));
    Engine.awaitUserTask(pending, 2);

    assertThat(refusals(pending)).contains("STALE_DIGEST");
    assertThat(exported(destination)).isEmpty();
    deny(pending);
  }

  @Test
  void effectJob_ofAnUnapprovedAction_startedInAProcessOfOnesOwn_isNotAuthorised()
      throws IOException {
    Path destination = destination();
    JsonNode pending = pending(destination);
    Engine.client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(rogue(), "rogue.bpmn")
        .send()
        .join();
    Engine.client()
        .newCreateInstanceCommand()
        .bpmnProcessId("rogue")
        .latestVersion()
        .variables(Map.of("actionId", pending.path("id").asString()))
        .send()
        .join();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Database.count(
                        """
                        select count(*) from history.record
                        where bpmn_process_id = 'rogue' and value_type = 'INCIDENT'
                          and intent = 'CREATED' and error_type = 'UNHANDLED_ERROR_EVENT'
                        """)
                    == 1);
    assertThat(exported(destination)).isEmpty();
    assertThat(executions(pending)).isZero();
    deny(pending);
  }

  private static JsonNode pending(Path destination) {
    String id = Releases.request(app.as("ada"), source, destination);
    return untilPending(app.as("ada"), id);
  }

  private static void deny(JsonNode pending) {
    app.as("tom").decide(pending.path("review").asString(), "deny", "end of the test");
  }

  /** What Operate's modification does: leaves one element of export-dataset and enters another. */
  private static void skip(JsonNode release, String from, String to) {
    long export = Engine.awaitInstance(release, "export-dataset");
    Engine.client()
        .newModifyProcessInstanceCommand(export)
        .activateElement(to)
        .and()
        .terminateElement(element(export, from))
        .send()
        .join();
  }

  private static long element(long instance, String element) {
    String sql =
        """
        select element_instance_key from history.record
        where process_instance_key = %d and element_id = '%s' and intent = 'ELEMENT_ACTIVATED'
          and value_type = 'PROCESS_INSTANCE' order by position desc
        """
            .formatted(instance, element);
    return Long.parseLong(
        await(element)
            .atMost(Duration.ofSeconds(30))
            .until(() -> Database.strings(sql), found -> !found.isEmpty())
            .getFirst());
  }

  private static void set(long scope, Map<String, Object> variables) {
    Engine.client().newSetVariablesCommand(scope).variables(variables).send().join();
  }

  /** Where the process stands still until a person looks. */
  private static String incident(JsonNode release) {
    return Database.strings(
            "select element_id || ' ' || error_type from history.record where key = "
                + Engine.awaitIncident(release))
        .getFirst();
  }

  private static List<String> outcome(JsonNode release) {
    return Database.strings(
        "select outcome || coalesce(':' || error_code, '') from countersign.action_outcome"
            + " where action_id = '%s'".formatted(release.path("id").asString()));
  }

  private static long executions(JsonNode release) {
    return Database.count(
        "select count(*) from countersign.execution where action_id = '%s'"
            .formatted(release.path("id").asString()));
  }

  private static long modifications(JsonNode release) {
    return Database.count(
        """
        select count(*) from history.record
        where value_type = 'PROCESS_INSTANCE_MODIFICATION' and intent = 'MODIFIED'
          and process_instance_key = %d
        """
            .formatted(Engine.awaitInstance(release, "export-dataset")));
  }

  private static List<String> refusals(JsonNode release) {
    return Database.strings(
        "select reason from countersign.review_refusal where round_id = '%s'"
            .formatted(release.path("review").asString()));
  }

  private static String rogue() {
    return Bpmn.convertToString(
        Bpmn.createExecutableProcess("rogue")
            .startEvent()
            .serviceTask("run")
            .zeebeJobType("countersign.effect.run")
            .endEvent()
            .done());
  }
}
