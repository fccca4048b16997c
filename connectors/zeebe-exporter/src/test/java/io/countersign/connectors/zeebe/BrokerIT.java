package io.countersign.connectors.zeebe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.client.api.worker.JobWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in a real broker, which is killed, with a database that goes away. */
class BrokerIT {

  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static TestDatabase database;
  private static TestBroker broker;

  @BeforeAll
  static void start() throws IOException {
    database = new TestDatabase(folder.resolve("postgres"));
    Path key = Files.writeString(folder.resolve("key"), Keys.HEX);
    Path password = Files.writeString(folder.resolve("password"), "postgres\n");
    broker =
        new TestBroker(
            folder,
            Map.of(
                "URL", database.url(),
                "USER", "postgres",
                "PASSWORDFILE", password.toString(),
                "DIGESTKEYFILE", key.toString(),
                "FLUSHINTERVAL", "PT0.05S",
                "BATCHSIZE", "100",
                "BUFFERLIMIT", "200"));
    broker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
  }

  @Test
  void history_brokerKilledAndDatabaseAway_isCompleteAndExactlyOnce() {
    List<Long> instances = new ArrayList<>();
    try (CamundaClient client = broker.client();
        JobWorker worker = worker(client)) {
      assertThat(worker.isOpen()).isTrue();
      client.newDeployResourceCommand().addResourceFromClasspath("small.bpmn").send().join();
      instances.addAll(startInstances(client, 60));
      await().atMost(LONG).until(() -> historyHas("select count(*) from history.record", 100));
      broker.kill();
    }

    broker.start();
    try (CamundaClient client = broker.client();
        JobWorker worker = worker(client)) {
      assertThat(worker.isOpen()).isTrue();
      database.stop();
      try {
        instances.addAll(startInstances(client, 60));
        await().atMost(LONG).until(() -> broker.logText().contains("EXPORTING IS PAUSED"));
        instances.addAll(startInstances(client, 5));
      } finally {
        database.start();
      }
      long reviewed = reviewByHand(client);
      long cancelled = startInstance(client, true).join().getProcessInstanceKey();
      client.newCancelInstanceCommand(cancelled).send().join();
      await()
          .atMost(LONG)
          .until(
              () ->
                  historyHas(
                      "select count(*) from history.record where record_type = 'COMMAND'"
                          + " and intent = 'CANCEL' and value_type = 'PROCESS_INSTANCE'",
                      1));
      awaitCompleted(instances);
      awaitCompleted(List.of(reviewed));
      assertReview(reviewed);
    }
    instances.forEach(BrokerIT::assertHistoryOf);
    assertThat(database.rows("select * from history.gap")).isEmpty();
    assertNoDataAnywhere();
    assertThat(broker.logText()).contains("is written to " + database.url() + " again");
  }

  @Test
  void configure_withoutKey_brokerSaysSoAndDoesNotStart() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    try (var refused = new TestBroker(other, Map.of("SCHEMA", "No Schema"))) {
      assertThat(refused.startAndEnd(LONG)).isTrue();
      assertThat(refused.logText())
          .contains("url is missing", "digestKeyFile is missing", "schema 'No Schema'");
    }
  }

  private static JobWorker worker(CamundaClient client) {
    return client
        .newWorker()
        .jobType("small.work")
        .handler(
            (jobs, job) ->
                jobs.newCompleteCommand(job)
                    .variables(Map.of("answer", Planted.SECRET))
                    .send()
                    .join())
        .timeout(Duration.ofSeconds(2))
        .open();
  }

  private static List<Long> startInstances(CamundaClient client, int count) {
    List<CamundaFuture<ProcessInstanceEvent>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(startInstance(client, false));
    }
    return started.stream().map(future -> future.join().getProcessInstanceKey()).toList();
  }

  private static CamundaFuture<ProcessInstanceEvent> startInstance(
      CamundaClient client, boolean review) {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("small")
        .latestVersion()
        .variables(Map.of("email", Planted.SECRET, "review", review))
        .send();
  }

  /** Assigns and completes the user task of a new instance; returns the instance's key. */
  private static long reviewByHand(CamundaClient client) {
    long instance = startInstance(client, true).join().getProcessInstanceKey();
    String task =
        "select min(user_task_key) from history.record where value_type = 'USER_TASK'"
            + " and intent = 'CREATED' and process_instance_key = "
            + instance;
    await().atMost(LONG).ignoreExceptions().until(() -> database.number(task) > 0);
    long key = database.number(task);
    client.newAssignUserTaskCommand(key).assignee("grace").send().join();
    client
        .newCompleteUserTaskCommand(key)
        .action("approve")
        .variables(Map.of("note", Planted.SECRET))
        .send()
        .join();
    return instance;
  }

  private static void assertReview(long instance) {
    String digest =
        new ValueDigest(Keys.TEST).ofJsonText(instance, "note", "\"" + Planted.SECRET + "\"");
    assertThat(
            database.rows(
                "select assignee, action, payload -> 'variables' ->> 'note',"
                    + " payload -> 'candidateGroupsList' ->> 0 from history.record"
                    + " where value_type = 'USER_TASK' and intent = 'COMPLETED'"
                    + " and element_instance_key = (select element_instance_key"
                    + " from history.record where element_id = 'Task_Review'"
                    + " and intent = 'ELEMENT_COMPLETED' and process_instance_key = "
                    + instance
                    + ")"))
        .containsExactly("grace|approve|" + digest + "|privacy");
    assertThat(
            database.rows(
                "select distinct digest from history.record where value_type = 'VARIABLE'"
                    + " and name = 'note' and process_instance_key = "
                    + instance))
        .containsExactly(digest);
  }

  private static void awaitCompleted(List<Long> instances) {
    var keys = new HashMap<Long, Boolean>();
    instances.forEach(key -> keys.put(key, true));
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(
            () ->
                database
                        .rows(
                            "select process_instance_key from history.record"
                                + " where intent = 'ELEMENT_COMPLETED' and element_type = 'PROCESS'")
                        .stream()
                        .map(Long::valueOf)
                        .filter(keys::containsKey)
                        .count()
                    == keys.size());
  }

  private static void assertHistoryOf(long instance) {
    assertThat(
            database.rows(
                "select value_type, intent, coalesce(element_id, name) from history.record"
                    + " where value_type <> 'JOB' and process_instance_key = "
                    + instance
                    + " and not (value_type = 'VARIABLE') order by position"))
        .containsExactly(
            "PROCESS_INSTANCE_CREATION|CREATED|null",
            "PROCESS_INSTANCE|ELEMENT_ACTIVATED|small",
            "PROCESS_INSTANCE|ELEMENT_ACTIVATED|Start",
            "PROCESS_INSTANCE|ELEMENT_COMPLETED|Start",
            "PROCESS_INSTANCE|SEQUENCE_FLOW_TAKEN|Flow_1",
            "PROCESS_INSTANCE|ELEMENT_ACTIVATED|Task_Work",
            "PROCESS_INSTANCE|ELEMENT_COMPLETED|Task_Work",
            "PROCESS_INSTANCE|SEQUENCE_FLOW_TAKEN|Flow_2",
            "PROCESS_INSTANCE|ELEMENT_ACTIVATED|Gateway_Review",
            "PROCESS_INSTANCE|ELEMENT_COMPLETED|Gateway_Review",
            "PROCESS_INSTANCE|SEQUENCE_FLOW_TAKEN|Flow_4",
            "PROCESS_INSTANCE|ELEMENT_ACTIVATED|End",
            "PROCESS_INSTANCE|ELEMENT_COMPLETED|End",
            "PROCESS_INSTANCE|ELEMENT_COMPLETED|small");
    assertThat(
            database.rows(
                "select name from history.record where value_type = 'VARIABLE'"
                    + " and process_instance_key = "
                    + instance
                    + " order by name"))
        .containsExactly("answer", "email", "review");
    assertThat(
            database.rows(
                "select intent, job_type from history.record where value_type = 'JOB'"
                    + " and intent in ('CREATED', 'COMPLETED') and process_instance_key = "
                    + instance
                    + " order by position"))
        .containsExactly("CREATED|small.work", "COMPLETED|small.work");
  }

  private static void assertNoDataAnywhere() {
    assertThat(
            database.number(
                "select count(*) from history.record r where r::text like '%lovelace%'"))
        .isZero();
  }

  private static boolean historyHas(String count, long least) {
    try {
      return database.number(count) >= least;
    } catch (IllegalStateException noSuchTableYet) {
      return false;
    }
  }
}
