package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.exported;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Policies and models change by countersignature, and by nothing that the engine lets one do. */
class PolicyPinIT {

  private static final String FILE = "action-policy.dmn";
  private static final String POLICIES = PolicyChange.POLICIES;

  private static final String FORGED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
        <bpmn:process id="%s" isExecutable="true">
          <bpmn:startEvent id="start"><bpmn:outgoing>one</bpmn:outgoing></bpmn:startEvent>
          <bpmn:serviceTask id="task">
            <bpmn:extensionElements>
              <zeebe:taskDefinition type="%s" retries="5" />
            </bpmn:extensionElements>
            <bpmn:incoming>one</bpmn:incoming><bpmn:outgoing>two</bpmn:outgoing>
          </bpmn:serviceTask>
          <bpmn:endEvent id="end"><bpmn:incoming>two</bpmn:incoming></bpmn:endEvent>
          <bpmn:sequenceFlow id="one" sourceRef="start" targetRef="task" />
          <bpmn:sequenceFlow id="two" sourceRef="task" targetRef="end" />
        </bpmn:process>
      </bpmn:definitions>
      """;

  private static App app;
  private static Path source;

  @BeforeAll
  static void start() throws IOException {
    app = App.start(Map.of("COUNTERSIGN_POLICY_CHECKEVERY", "2s"));
    source = Releases.dataset("people.csv", "id,email\n1,ann@example.org\n".getBytes(UTF_8));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void table_replacedInTheEngine_decidesNothing_andIsFound() throws IOException {
    String permissive =
        PolicyChange.shipped(FILE)
            .replace("\"review\"", "\"permit\"")
            .replace("\"refuse\"", "\"permit\"");
    Engine.client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(permissive, FILE)
        .send()
        .join();

    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);
    JsonNode pending = untilPending(app.as("ada"), id);
    awaitViolation("REPLACED_IN_ENGINE", FILE);
    assertThat(exported(destination)).isEmpty();
    app.as("grace").decide(pending.path("review").asString(), "deny", "test");
    untilEnded(app.as("ada"), id);
  }

  @Test
  void process_replacedInTheEngine_runsNothing_andIsFound() throws IOException {
    Path destination = destination();
    String id = Releases.request(app.as("ada"), source, destination);
    JsonNode pending = untilPending(app.as("ada"), id);

    forge("export-dataset", "countersign.effect.run", Map.of("action", Map.of("id", id)));
    awaitViolation("UNPINNED_PROCESS", "export-dataset");
    assertThat(exported(destination)).isEmpty();

    app.as("grace").decide(pending.path("review").asString(), "deny", "test");
    assertThat(untilEnded(app.as("ada"), id).path("state").asString()).isEqualTo("NOT_APPROVED");
    assertThat(exported(destination)).isEmpty();
  }

  @Test
  void process_ofSomebodyElse_cannotSkipAReleasesSteps() {
    forge("not-ours", "countersign.action.seal", Map.of("releaseId", "whatever"));
    awaitViolation("UNPINNED_PROCESS", "not-ours");
  }

  @Test
  void policy_proposedAndCountersignedByTwoGroups_rulesFromThenOn() throws IOException {
    int before = PolicyChange.version(app);
    String two = oneMoreSteward(PolicyChange.shipped(FILE));
    PolicyChange.deploy(app, Map.of(FILE, two), "Two stewards for every export");
    assertThat(PolicyChange.version(app)).isEqualTo(before + 1);
    assertThat(PolicyChange.inForce(app).path("unlikeShipped").toString()).contains(FILE);

    String id = Releases.request(app.as("ada"), source, destination());
    JsonNode pending = untilPending(app.as("ada"), id);
    String review = pending.path("review").asString();
    assertThat(app.as("grace").get("/api/v1/reviews/" + review).body().path("seats").size())
        .isEqualTo(2);
    app.as("grace").decide(review, "deny", "test");
    untilEnded(app.as("ada"), id);

    PolicyChange.deploy(app, Map.of(FILE, PolicyChange.shipped(FILE)), "Back to what ships");
    assertThat(PolicyChange.version(app)).isEqualTo(before + 2);
    assertThat(PolicyChange.inForce(app).path("unlikeShipped").size()).isZero();
  }

  @Test
  void policy_proposedByAnAgentOrBroken_isRefused() {
    Api.Answer agent =
        app.as("report-agent")
            .post(POLICIES + "/candidates", Map.of("files", Map.of(FILE, "<a/>")));
    assertThat(agent.status()).isEqualTo(403);
    Api.Answer broken =
        app.as("ada").post(POLICIES + "/candidates", Map.of("files", Map.of(FILE, "<a/>")));
    assertThat(broken.status()).isEqualTo(422);
    Api.Answer big =
        app.as("ada").post(POLICIES + "/simulate", Map.of("dmn", "x".repeat((2 << 20) + 1)));
    assertThat(big.status()).isEqualTo(413);
  }

  @Test
  void simulate_sameTable_turnsNoRuling() {
    Api.Answer answer =
        app.as("grace").post(POLICIES + "/simulate", Map.of("dmn", PolicyChange.shipped(FILE)));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("changed").size()).isZero();
  }

  private static String oneMoreSteward(String table) {
    int seats = table.indexOf("Entry_EveryExport_Seats");
    return table.substring(0, seats)
        + table.substring(seats).replaceFirst("<text>1</text>", "<text>2</text>");
  }

  /** Deploys a process of one task under some id, and starts exactly that version. */
  private static void forge(String process, String jobType, Map<String, Object> variables) {
    long key =
        Engine.client()
            .newDeployResourceCommand()
            .addResourceStringUtf8(FORGED.formatted(process, jobType), process + ".bpmn")
            .send()
            .join()
            .getProcesses()
            .getFirst()
            .getProcessDefinitionKey();
    Engine.client()
        .newCreateInstanceCommand()
        .processDefinitionKey(key)
        .variables(variables)
        .send()
        .join();
  }

  private static void awaitViolation(String kind, String subject) {
    await(kind + " of " + subject)
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> PolicyChange.inForce(app).path("violations").toString(),
            all -> all.contains(kind) && all.contains("\"" + subject + "\""));
  }
}
