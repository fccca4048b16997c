package io.countersign.bpmn;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ProblemException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Plays every worker: plausible answers, unless a test gives a part another line. */
final class Cast {

  /** One job as it reached a worker. */
  record Call(String element, String type, Map<String, Object> variables) {}

  /** A user task that waits for a person. */
  record OpenTask(long key, String element, Map<String, Object> variables) {

    @SuppressWarnings("unchecked")
    Map<String, Object> seat() {
      return (Map<String, Object>) variables.get("seat");
    }
  }

  /** What a worker does with a job. */
  sealed interface Line {}

  record Answer(Map<String, Object> variables) implements Line {}

  record Refusal(String errorCode) implements Line {}

  private static final Answer NOTHING = new Answer(Map.of());
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CamundaClient client;
  private final Instant start;
  private final String token = UUID.randomUUID().toString();
  private final Map<String, Function<ActivatedJob, Line>> lines = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<OpenTask> tasks = new CopyOnWriteArrayList<>();
  private final List<String> seats = new ArrayList<>(List.of("data-stewards"));

  Cast(Engine engine) {
    client = engine.client();
    start = engine.now();
    say(JobTypes.MASKING_PROPOSE, Map.of("plan", plan(0.95, 0, 0)));
    say(JobTypes.ACTION_SEAL, Map.of("action", Map.of("id", token, "digest", "d1")));
    say(JobTypes.POLICY_DECIDE, Map.of("ruling", Map.of("kind", "review", "why", "Because.")));
    lines.put(JobTypes.REVIEW_OPEN, job -> new Answer(Map.of("review", review())));
    lines.put(JobTypes.REVIEW_OPEN_PLAN, job -> new Answer(Map.of("review", review())));
    lines.put(JobTypes.REVIEW_VERIFY, Cast::believe);
    lines.put(JobTypes.REVIEW_CLOSE, job -> new Answer(Map.of("verdict", "approved")));
  }

  /** Marks this cast's instances: their release and action have it as their id. */
  String token() {
    return token;
  }

  static Map<String, Object> plan(double confidence, int unsure, int waivers) {
    return Map.of(
        "digest",
        "p1",
        "confidence",
        confidence,
        "identifierColumns",
        6,
        "clearColumns",
        3,
        "lowConfidenceColumns",
        unsure,
        "waivers",
        waivers);
  }

  Cast seats(String... groups) {
    seats.clear();
    seats.addAll(List.of(groups));
    return this;
  }

  Cast say(String type, Map<String, Object> variables) {
    lines.put(type, job -> new Answer(variables));
    return this;
  }

  Cast refuse(String type, String errorCode) {
    lines.put(type, job -> new Refusal(errorCode));
    return this;
  }

  Cast on(String type, Function<ActivatedJob, Line> line) {
    lines.put(type, line);
    return this;
  }

  /** The elements whose jobs were worked on, listeners left out, in order. */
  List<String> path() {
    return calls.stream()
        .filter(call -> !call.type().equals(JobTypes.REVIEW_SEAT_OPENED))
        .map(Call::element)
        .toList();
  }

  Call last(String element) {
    return calls.stream()
        .filter(call -> call.element().equals(element))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  void awaitCall(String element) {
    await()
        .atMost(LONG)
        .until(() -> calls.stream().anyMatch(call -> call.element().equals(element)));
  }

  /** Waits until that many user tasks have been opened since the start. */
  List<OpenTask> awaitTasks(int count) {
    await().atMost(LONG).until(() -> tasks.size() >= count);
    return List.copyOf(tasks);
  }

  void complete(OpenTask task, Map<String, Object> variables) {
    client.newCompleteUserTaskCommand(task.key()).variables(variables).send().join();
  }

  void play(JobClient jobs, ActivatedJob job) {
    calls.add(new Call(job.getElementId(), job.getType(), nullable(job)));
    if (job.getType().equals(JobTypes.REVIEW_SEAT_OPENED)) {
      openTask(jobs, job);
      return;
    }
    switch (lines.getOrDefault(job.getType(), any -> NOTHING).apply(job)) {
      case Answer answer ->
          jobs.newCompleteCommand(job).variables(answer.variables()).send().join();
      case Refusal refusal ->
          jobs.newThrowErrorCommand(job).errorCode(refusal.errorCode()).send().join();
    }
  }

  /** One at a time, so that the next task key in the engine is the one of this job. */
  private synchronized void openTask(JobClient jobs, ActivatedJob job) {
    jobs.newCompleteCommand(job).send().join();
    tasks.add(new OpenTask(taskKey(job), job.getElementId(), nullable(job)));
  }

  /**
   * Finds the user task that a listener job announced. An engine without secondary storage answers
   * no search, but it hands out keys in order and refuses those that are no user task.
   */
  private long taskKey(ActivatedJob job) {
    for (long key = job.getKey() + 1; key < job.getKey() + 400; key++) {
      if (isKnown(key)) {
        continue;
      }
      try {
        client.newAssignUserTaskCommand(key).assignee("finder").allowOverride(false).send().join();
        client.newUnassignUserTaskCommand(key).send().join();
        return key;
      } catch (ProblemException notThis) {
        continue;
      }
    }
    throw new AssertionError("No user task was opened after job " + job.getKey());
  }

  private boolean isKnown(long key) {
    return tasks.stream().anyMatch(task -> task.key() == key);
  }

  private static Line believe(ActivatedJob job) {
    String vote = "approve".equals(job.getVariable("decision")) ? "approved" : "denied";
    return new Answer(Map.of("seatOutcome", "filled", "vote", vote));
  }

  private Map<String, Object> review() {
    List<Map<String, Object>> open = new ArrayList<>();
    for (String group : seats) {
      open.add(
          Map.of("id", "seat-" + group, "group", group, "candidates", List.of("ada", "grace")));
    }
    return Map.of(
        "id",
        "review-" + token,
        "deadline",
        start.plus(Duration.ofHours(8)).toString(),
        "remindAt",
        start.plus(Duration.ofHours(2)).toString(),
        "escalateAt",
        start.plus(Duration.ofHours(4)).toString(),
        "seats",
        open,
        "card",
        Map.of("title", "Release customers"));
  }

  String reviewId() {
    return "review-" + token;
  }

  private static Map<String, Object> nullable(ActivatedJob job) {
    return new HashMap<>(job.getVariablesAsMap());
  }
}
