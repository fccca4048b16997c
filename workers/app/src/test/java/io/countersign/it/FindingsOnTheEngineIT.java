package io.countersign.it;

import static io.countersign.it.Releases.destination;
import static io.countersign.it.Releases.untilEnded;
import static io.countersign.it.Releases.untilPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.bpmn.Models;
import io.countersign.local.sample.CustomersGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * What is done behind our back on the real engine, on disk and in a database of somebody else's:
 * each is one finding of its own code, and a run that nobody touched has none.
 */
@TestMethodOrder(OrderAnnotation.class)
class FindingsOnTheEngineIT {

  private static final String FINDINGS = "/api/v1/findings";

  private static App app;
  private static Path source;

  /** Replaced models count once they cannot be our own any more; so this is done first. */
  private static long replacedProcess;

  private static long replacedTable;

  @BeforeAll
  static void start() throws IOException {
    Map<String, String> settings = new HashMap<>(Warehouse.settings());
    settings.put("COUNTERSIGN_FINDINGS_EVERY", "1h");
    settings.put("COUNTERSIGN_FINDINGS_EFFECTSEVERY", "0s");
    app = App.start(settings);
    source = Embedded.folder("samples").resolve("findings.csv");
    new CustomersGenerator(50, 17).write(source);
    JsonNode pending = pending(destination());
    replacedProcess = replaceProcess();
    replacedTable = replaceTable();
    deny(pending);
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void release_thatNobodyTouched_hasNoFinding() throws IOException {
    JsonNode approved = approved(destination());
    JsonNode denied = pending(destination());
    deny(denied);
    untilEnded(app.as("ada"), denied.path("id").asString());
    compare();
    assertThat(codes(about(approved))).isEmpty();
    assertThat(codes(about(denied))).isEmpty();
  }

  @Test
  void instance_modifiedPastItsReview_isFound() throws IOException {
    JsonNode pending = pending(destination());
    long export = Engine.awaitInstance(pending, "export-dataset");
    Engine.client()
        .newModifyProcessInstanceCommand(export)
        .activateElement("Task_RedeemAndExport")
        .and()
        .terminateElement(element(export, "Call_ReviewAction"))
        .send()
        .join();
    untilEnded(app.as("ada"), pending.path("id").asString());
    assertOnly("INSTANCE_MODIFIED", about(pending));
  }

  @Test
  void variables_setFromOutside_areFound() throws IOException {
    JsonNode pending = pending(destination());
    long review = Engine.awaitInstance(pending, "review-action");
    Engine.client()
        .newSetVariablesCommand(review)
        .variables(Map.of("verdict", "approved"))
        .send()
        .join();
    deny(pending);
    assertOnly("VARIABLES_SET_FROM_OUTSIDE", about(pending));
  }

  @Test
  void task_completedWithRawCredentials_isFound() throws IOException {
    JsonNode pending = pending(destination());
    long task = Engine.awaitUserTask(pending, 1);
    Engine.client()
        .newCompleteUserTaskCommand(task)
        .variables(Map.of("decision", "approve"))
        .send()
        .join();
    Engine.awaitUserTask(pending, 2);
    deny(pending);
    assertOnly("TASK_COMPLETED_UNCLAIMED", about(pending));
  }

  @Test
  void task_completedByAnAuthor_isFound() throws IOException {
    JsonNode pending = pending(destination());
    Engine.complete(Engine.awaitUserTask(pending, 1), "ada", Map.of("decision", "approve"));
    Engine.awaitUserTask(pending, 2);
    deny(pending);
    assertOnly("TASK_COMPLETED_BY_AUTHOR", about(pending));
  }

  @Test
  void instance_cancelled_isFound() throws IOException {
    JsonNode pending = pending(destination());
    Engine.client()
        .newCancelInstanceCommand(Long.parseLong(pending.path("processInstanceKey").asString()))
        .send()
        .join();
    assertOnly("INSTANCE_CANCELLED", about(pending));
  }

  @Test
  void export_alteredOnDisk_isFound() throws IOException {
    Path destination = destination();
    JsonNode released = approved(destination);
    Files.writeString(destination, "mallory,was,here\n", StandardOpenOption.APPEND);
    assertOnly("EFFECT_MISSING", about(released));
  }

  @Test
  void export_deletedOnDisk_isFound() throws IOException {
    Path destination = destination();
    JsonNode released = approved(destination);
    Files.delete(destination);
    assertOnly("EFFECT_MISSING", about(released));
  }

  @Test
  void file_thatNoDecisionAccountsFor_isFoundWithItsManifestAsOne() throws IOException {
    Path stray = destination().resolveSibling("stray.csv");
    Path manifest = stray.resolveSibling("stray.csv.manifest.json");
    Files.writeString(stray, "id,email\n1,ann@example.org\n");
    Files.writeString(manifest, "{\"actionDigest\": \"sha256:" + "0".repeat(64) + "\"}");
    try {
      assertOnly("EFFECT_WITHOUT_DECISION", place(stray.getParent().toString()));
      JsonNode finding = findings().stream().filter(place("stray.csv")).findFirst().orElseThrow();
      assertThat(finding.path("sentence").asString()).contains("which has a manifest");
    } finally {
      Files.delete(stray);
      Files.delete(manifest);
    }
  }

  @Test
  void role_grantedInTheDatabaseWithoutADecision_isFound() {
    String member = Warehouse.newMember();
    Warehouse.grantBehindOurBack(member);
    try {
      assertOnly("EFFECT_WITHOUT_DECISION", place("\"" + member + "\""));
    } finally {
      Warehouse.revokeBehindOurBack(member);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void modelAndPolicy_replacedWhileAReleaseWasPending_areFound() {
    Predicate<JsonNode> ofTheProcess = sentence("(key " + replacedProcess + ")");
    Predicate<JsonNode> ofTheTable = sentence("(key " + replacedTable + ")");
    await("the models are older than our own deployments can be")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              compare();
              return !codes(ofTheProcess).isEmpty() && !codes(ofTheTable).isEmpty();
            });
    assertThat(codes(ofTheProcess)).containsExactly("MODEL_REPLACED");
    assertThat(codes(ofTheTable)).containsExactly("MODEL_REPLACED");
  }

  /** Once it is seen, another comparison adds nothing. */
  private static void assertOnly(String code, Predicate<JsonNode> about) {
    await(code)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              compare();
              return !codes(about).isEmpty();
            });
    compare();
    assertThat(codes(about)).containsExactly(code);
  }

  private static void compare() {
    Api.Answer answer = app.as("nora").post(FINDINGS + "/comparisons", Map.of());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  private static List<JsonNode> findings() {
    return app.as("nora").get(FINDINGS).body().path("items").valueStream().toList();
  }

  private static List<String> codes(Predicate<JsonNode> about) {
    return findings().stream()
        .filter(about)
        .map(finding -> finding.path("code").asString())
        .toList();
  }

  /** Findings about a release: by its action, or by an instance that ran for it. */
  private static Predicate<JsonNode> about(JsonNode release) {
    Set<String> instances =
        Database.strings(
                """
                with recursive instance(key) as (
                  select cast(%s as bigint) union
                  select r.process_instance_key from history.record r
                    join instance i on r.parent_process_instance_key = i.key)
                select key from instance
                """
                    .formatted(release.path("processInstanceKey").asString()))
            .stream()
            .collect(Collectors.toUnmodifiableSet());
    return finding ->
        finding.path("action").asString("").equals(release.path("id").asString())
            || instances.contains(finding.path("detail").path("processInstanceKey").asString(""));
  }

  private static Predicate<JsonNode> place(String part) {
    return finding -> finding.path("detail").path("place").asString("").contains(part);
  }

  private static Predicate<JsonNode> sentence(String part) {
    return finding -> finding.path("sentence").asString("").contains(part);
  }

  private static JsonNode pending(Path destination) {
    return untilPending(app.as("ada"), Releases.request(app.as("ada"), source, destination));
  }

  private static JsonNode approved(Path destination) {
    JsonNode pending = pending(destination);
    app.as("grace").decide(pending.path("review").asString(), "approve", "");
    JsonNode ended = untilEnded(app.as("ada"), pending.path("id").asString());
    assertThat(ended.path("state").asString()).isEqualTo("RELEASED");
    return ended;
  }

  private static void deny(JsonNode pending) {
    app.as("tom").decide(pending.path("review").asString(), "deny", "end of the test");
  }

  private static long element(long instance, String element) {
    String sql =
        """
        select element_instance_key from history.record
        where process_instance_key = %d and element_id = '%s' and intent = 'ELEMENT_ACTIVATED'
          and value_type = 'PROCESS_INSTANCE'
        """
            .formatted(instance, element);
    return Long.parseLong(
        await(element)
            .atMost(Duration.ofSeconds(30))
            .until(() -> Database.strings(sql), found -> !found.isEmpty())
            .getFirst());
  }

  private static long replaceProcess() {
    String forged =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
          <bpmn:process id="review-break-glass" isExecutable="true">
            <bpmn:startEvent id="start"><bpmn:outgoing>one</bpmn:outgoing></bpmn:startEvent>
            <bpmn:endEvent id="end"><bpmn:incoming>one</bpmn:incoming></bpmn:endEvent>
            <bpmn:sequenceFlow id="one" sourceRef="start" targetRef="end" />
          </bpmn:process>
        </bpmn:definitions>
        """;
    return Engine.client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(forged, "review-break-glass.bpmn")
        .send()
        .join()
        .getProcesses()
        .getFirst()
        .getProcessDefinitionKey();
  }

  private static long replaceTable() {
    String table =
        Models.all().stream()
            .filter(model -> model.fileName().equals("masking-policy.dmn"))
            .findFirst()
            .orElseThrow()
            .text();
    return Engine.client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(table + "<!-- replaced -->", "masking-policy.dmn")
        .send()
        .join()
        .getDecisions()
        .getFirst()
        .getDecisionKey();
  }
}
