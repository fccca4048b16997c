package io.countersign.engine88;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ProblemException;
import io.camunda.client.api.response.ProcessInstanceResult;
import io.camunda.zeebe.process.test.engine.Engine88;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.UserTaskRecordValue;
import io.camunda.zeebe.protocol.record.value.deployment.Process;
import io.countersign.CountersignApplication;
import io.countersign.actions.Actions;
import io.countersign.actions.SealedAction;
import io.countersign.bpmn.JobTypes;
import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import io.countersign.execution.ActionReviews;
import io.countersign.identity.LinkedIdentity;
import io.countersign.policy.Ruling;
import io.countersign.policy.Ruling.Requirement;
import io.countersign.process.EngineStatus;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.Decision;
import io.countersign.review.DecisionResult;
import io.countersign.review.Opening;
import io.countersign.review.OpeningResult;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.testing.People;
import io.countersign.testing.Requests;
import io.countersign.testing.SliceDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The models as they are shipped, the workers, the review desk and a database, against the 8.8
 * engine. The tests act as Tasklist does: they assign and complete user tasks.
 */
@ExtendWith(TaskListenerIT.EngineStops.class)
@DirtiesContext
@SpringBootTest(
    classes = TaskListenerIT.OnEngine88.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "server.port=0",
      "countersign.outbox.retry-every=100ms",
      "countersign.engine.trust-assignee=true",
      "countersign.engine.requesters.help-desk-agent=nobodys-agent"
    })
class TaskListenerIT {

  private static final Engine88 ENGINE = Engine88.start();
  private static final Requirement OWNER = new Requirement("data-owners", 1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Autowired private CamundaClient client;
  @Autowired private EngineStatus workers;
  @Autowired private Actions actions;
  @Autowired private ReviewDesk desk;
  @Autowired private People people;
  @Autowired private RecordedHistory history;
  @Autowired private JdbcClient jdbc;

  private ReviewRound round;
  private CamundaFuture<ProcessInstanceResult> running;
  private long task;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    SliceDatabase.registerFresh(registry);
    Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "engine88");
    Path directory =
        Files.writeString(home.resolve("directory.yaml"), "people: { nobody: { name: Nobody } }\n");
    Path key = Files.write(home.resolve("key"), new byte[32]);
    Path tokens = Files.writeString(home.resolve("tokens"), "");
    registry.add("countersign.data-dir", () -> home.resolve("data"));
    registry.add("countersign.directory.file", directory::toString);
    registry.add("countersign.api.tokens-file", tokens::toString);
    registry.add("countersign.history.digest-key-file", () -> key);
    registry.add("countersign.engine.grpc-address", ENGINE::grpc);
    registry.add("countersign.engine.rest-address", ENGINE::rest);
  }

  @BeforeEach
  void openReview() {
    await().atMost(LONG).until(workers::ready);
    SealedAction action =
        actions.seal(
            UUID.randomUUID(),
            Requests.anExport()
                .because("test " + UUID.randomUUID())
                .before(Instant.now().plusSeconds(3_600))
                .build());
    running =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("review-action")
            .latestVersion()
            .variables(Map.of("actionId", action.id().toString()))
            .withResult()
            .requestTimeout(Duration.ofSeconds(60))
            .send();
    round =
        await()
            .atMost(LONG)
            .until(() -> desk.roundOn(Subject.Kind.ACTION, action.id()), Optional::isPresent)
            .orElseThrow();
    task = await().atMost(LONG).until(this::openTask, OptionalLong::isPresent).getAsLong();
  }

  /** The user task of the round's only seat, once its workers have seen it open. */
  private OptionalLong openTask() {
    return seatElement().stream().flatMap(key -> history.userTaskKey(key).stream()).findFirst();
  }

  private OptionalLong seatElement() {
    return jdbc
        .sql("select element_instance_key from countersign.seat_task where seat_id = ?")
        .param(round.seats().getFirst().id())
        .query(Long.class)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  @SuppressWarnings("unchecked")
  private static Stream<Record<JobRecordValue>> jobs() {
    return ENGINE
        .records()
        .filter(record -> record.getValue() instanceof JobRecordValue)
        .map(record -> (Record<JobRecordValue>) record);
  }

  @Test
  void everyModel_onEngine88_isDeployedAsItIsWritten() {
    List<String> deployed =
        ENGINE
            .records()
            .filter(record -> record.getIntent() == ProcessIntent.CREATED)
            .map(record -> (Process) record.getValue())
            .filter(process -> !process.getBpmnProcessId().equals("help-desk-agent"))
            .map(process -> new String(process.getResource(), StandardCharsets.UTF_8))
            .toList();
    assertThat(deployed)
        .containsExactlyInAnyOrderElementsOf(
            Models.all(Model.Kind.PROCESS).stream().map(Model::text).toList());
    assertThat(deployed).filteredOn(text -> text.contains("<zeebe:taskListener ")).isNotEmpty();
  }

  /** The engine picks the tool, for want of a language model; its answer is the agent's to read. */
  @Test
  void guardedTool_thatAnAgentFilledInWrongly_tellsTheAgentAndDoesNothing() throws IOException {
    String example =
        Files.readString(Path.of("../../bpmn/examples/help-desk-agent.bpmn"))
            .replaceAll("<zeebe:taskDefinition type=\"io.camunda.agenticai[^>]*/>", "")
            .replace("<zeebe:adHoc ", "<zeebe:adHoc activeElementsCollection=\"=tools\" ");
    client
        .newDeployResourceCommand()
        .addResourceStringUtf8(example, "help-desk-agent.bpmn")
        .send()
        .join();
    Map<String, Object> end =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("help-desk-agent")
            .latestVersion()
            .variables(
                Map.of(
                    "ticket",
                    "I cannot see the sales.",
                    "member",
                    "ann",
                    "tools",
                    List.of("Call_GrantRole"),
                    "toolCall",
                    Map.of(
                        "role", "sales_reader",
                        "reason", "Ticket 7",
                        "_meta", Map.of("id", "1", "name", "Call_GrantRole"))))
            .withResult()
            .requestTimeout(Duration.ofSeconds(60))
            .send()
            .join()
            .getVariablesAsMap();

    assertThat(end.get("toolCallResults").toString()).contains("verdict=rejected", "done=false");
    assertThat(jobs())
        .filteredOn(job -> job.getIntent() == JobIntent.COMPLETED)
        .filteredOn(job -> job.getValue().getType().equals(JobTypes.ACTION_REQUEST))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job.getValue().getVariables().get("rejection").toString())
                    .contains("nobodys-agent"));
  }

  @Test
  void claim_byTheRequester_isDeniedAndTheTaskStaysFree() {
    assertThat(refusal(assign("ada.t"))).contains("nobody countersigns their own work");
    assertThat(events(UserTaskIntent.ASSIGNMENT_DENIED))
        .singleElement()
        .satisfies(
            denial -> {
              assertThat(reason(denial)).contains("nobody countersigns their own work");
              assertThat(denial.getValue().getAssignee()).isEmpty();
            });
    assertThat(events(UserTaskIntent.ASSIGNED)).isEmpty();
  }

  @Test
  void claim_byAStranger_isDenied() {
    assertThat(refusal(assign("mallory"))).contains("belongs to nobody in the directory");
    assertThat(events(UserTaskIntent.ASSIGNED)).isEmpty();
  }

  @Test
  void claim_bySomeoneOutsideTheGroup_isDenied() {
    assertThat(refusal(assign("tom.t"))).contains("may not fill a seat here");
  }

  @Test
  void complete_withoutAnAssignee_isDenied() {
    assertThat(refusal(complete("approve"))).contains("Claim the task before you decide");
    assertThat(events(UserTaskIntent.COMPLETED)).isEmpty();
    assertThat(desk.round(round.id()).orElseThrow().verdict()).isEmpty();
  }

  @Test
  void complete_bySomeoneWhoLeftTheGroupSinceTheyClaimed_isDenied() {
    accepted(assign("olga.t"));
    people.leave("olga", "data-owners");
    try {
      assertThat(refusal(complete("approve"))).contains("may not fill a seat here");
    } finally {
      people.person("olga", "data-owners");
    }
    assertThat(events(UserTaskIntent.COMPLETED)).isEmpty();
  }

  @Test
  void denial_onTheRecord_carriesItsReasonAndNoVariables() {
    refusal(assign("ada.t"));
    refusal(complete("approve"));
    List<Record<UserTaskRecordValue>> denials =
        history
            .userTasks()
            .filter(record -> record.getKey() == task)
            .filter(
                record ->
                    record.getIntent() == UserTaskIntent.ASSIGNMENT_DENIED
                        || record.getIntent() == UserTaskIntent.COMPLETION_DENIED)
            .toList();
    assertThat(denials).hasSize(2);
    assertThat(denials)
        .allSatisfy(
            denial -> {
              assertThat(reason(denial)).isNotBlank();
              assertThat(denial.getValue().getVariables()).isEmpty();
            });
    assertThat(jobs())
        .filteredOn(job -> job.getIntent() == JobIntent.COMPLETE)
        .filteredOn(job -> job.getValue().getResult().isDenied())
        .isNotEmpty()
        .allSatisfy(job -> assertThat(job.getValue().getVariables()).isEmpty());
  }

  @Test
  void complete_afterTheRequesterWasDenied_worksForAnIndependentPerson() {
    refusal(assign("ada.t"));
    refusal(complete("approve"));
    accepted(assign("grace.t"));
    accepted(complete("approve"));
    assertThat(end()).containsEntry("verdict", "approved");
    assertThat(desk.round(round.id()).orElseThrow().seats().getFirst().vote().orElseThrow())
        .satisfies(
            vote -> {
              assertThat(vote.person()).isEqualTo("grace");
              assertThat(vote.channel()).isEqualTo(Channel.TASKLIST);
            });
  }

  @Test
  void complete_whileTheGuardIsDown_staysUndecidedUntilItAnswers() {
    accepted(assign("grace.t"));
    SmartLifecycle guard = (SmartLifecycle) workers;
    guard.stop();
    CompletionStage<?> completion = complete("approve");
    await().atMost(LONG).until(() -> !guardJobs(JobIntent.CREATED, "COMPLETING").isEmpty());
    ENGINE.awaitIdle();
    assertThat(completion.toCompletableFuture()).isNotDone();
    assertThat(events(UserTaskIntent.COMPLETED)).isEmpty();

    guard.start();
    accepted(completion);
    assertThat(end()).containsEntry("verdict", "approved");
  }

  @Test
  void approve_throughAnotherChannel_passesTheGuard() {
    Decision approval =
        new Decision(
            round.id(),
            Optional.empty(),
            LinkedIdentity.directory("grace"),
            Optional.of(Choice.APPROVE),
            Optional.empty(),
            round.subject().digest(),
            round.shownDigest(),
            Channel.API);
    assertThat(desk.decide(approval)).isInstanceOf(DecisionResult.Accepted.class);
    assertThat(end()).containsEntry("verdict", "approved");
    assertThat(events(UserTaskIntent.COMPLETED))
        .singleElement()
        .satisfies(done -> assertThat(done.getValue().getAssignee()).isEqualTo("grace.t"));
  }

  /** The engine keeps it, though its interface for exporters does not show it. */
  private static String reason(Record<UserTaskRecordValue> denial) {
    return ((UserTaskRecord) denial.getValue()).getDeniedReason();
  }

  private CompletionStage<?> assign(String user) {
    return client.newAssignUserTaskCommand(task).assignee(user).send();
  }

  private CompletionStage<?> complete(String decision) {
    return client
        .newCompleteUserTaskCommand(task)
        .variables(Map.of("decision", decision))
        .requestTimeout(LONG)
        .send();
  }

  /** The variables with which the review ended. */
  private Map<String, Object> end() {
    return assertThat(running.toCompletableFuture())
        .succeedsWithin(LONG)
        .actual()
        .getVariablesAsMap();
  }

  private static void accepted(CompletionStage<?> answer) {
    assertThat(answer.toCompletableFuture()).succeedsWithin(LONG);
  }

  /** What the user is told. */
  private static String refusal(CompletionStage<?> answer) {
    Throwable thrown =
        assertThat(answer.toCompletableFuture())
            .failsWithin(LONG)
            .withThrowableThat()
            .havingCause()
            .actual();
    assertThat(thrown).isInstanceOf(ProblemException.class);
    return String.valueOf(((ProblemException) thrown).details().getDetail());
  }

  private List<Record<UserTaskRecordValue>> events(UserTaskIntent intent) {
    return history
        .userTasks()
        .filter(record -> record.getKey() == task && record.getIntent() == intent)
        .toList();
  }

  private List<Record<JobRecordValue>> guardJobs(JobIntent intent, String event) {
    long element = seatElement().orElseThrow();
    return jobs()
        .filter(job -> job.getIntent() == intent)
        .filter(job -> job.getValue().getType().equals(JobTypes.REVIEW_GUARD))
        .filter(job -> job.getValue().getElementInstanceKey() == element)
        .filter(job -> job.getValue().getJobListenerEventType().name().equals(event))
        .toList();
  }

  /** Comes before Spring's extension, so it ends after it: the client closes first. */
  static final class EngineStops implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
      ENGINE.close();
    }
  }

  /** Leaves out what tests bring, and the application's own scan, which would find it. */
  static final class NotOfTheApplication implements TypeFilter {

    private static final String APPLICATION =
        CountersignApplication.class.getProtectionDomain().getCodeSource().getLocation().toString();

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory others) throws IOException {
      return !type.getResource().getURL().toString().contains(APPLICATION)
          || type.getClassMetadata().getClassName().equals(CountersignApplication.class.getName());
    }
  }

  /**
   * People who change during a test, history without an exporter, and a policy that asks for one.
   */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  @EnableAsync
  @EnableScheduling
  @AutoConfigurationPackage(basePackages = "io.countersign")
  @ConfigurationPropertiesScan("io.countersign")
  @ComponentScan(
      basePackages = "io.countersign",
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.CUSTOM, classes = NotOfTheApplication.class))
  static class OnEngine88 {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    @Primary
    People people() {
      return new People()
          .person("ada", "data-owners")
          .person("grace", "data-owners")
          .person("olga", "data-owners")
          .person("tom", "privacy");
    }

    @Bean
    @Primary
    RecordedHistory recordedHistory() {
      return new RecordedHistory(ENGINE);
    }

    @Bean
    @Primary
    ActionReviews oneDataOwner(Actions actions, ReviewDesk desk) {
      return new ActionReviews() {
        @Override
        public Ruling rule(UUID actionId) {
          return new Ruling.NeedsReview(
              List.of(OWNER), new Ruling.Basis("test", 1, 1, List.of(), List.of(), List.of()));
        }

        @Override
        public OpeningResult open(UUID actionId) {
          SealedAction action = actions.get(actionId);
          return desk.open(
              new Opening(
                  new Subject(Subject.Kind.ACTION, action.id(), action.digest()),
                  List.of(OWNER),
                  Set.of("ada"),
                  Map.of("title", "Export")));
        }
      };
    }
  }
}
