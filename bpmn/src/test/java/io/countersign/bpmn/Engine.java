package io.countersign.bpmn;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.api.worker.JobClient;
import io.countersign.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real engine, one for all tests of this module, with a clock that tests move. */
final class Engine {
  private static final Pattern TASK_LISTENERS =
      Pattern.compile("\\s*<zeebe:taskListeners>.*?</zeebe:taskListeners>", Pattern.DOTALL);
  private static final Pattern INSTANT = Pattern.compile("\"instant\":\"([^\"]+)\"");

  private static final class Shared {
    static final Engine ENGINE = new Engine();
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI monitoring;
  private final CamundaClient client;
  private final Map<String, Cast> casts = new ConcurrentHashMap<>();

  private Engine() {
    LocalStack stack =
        LocalStack.builder()
            .dataDirectory(emptyDirectory())
            .controlledClock(true)
            .quick(true)
            .start();
    monitoring = stack.monitoring();
    client =
        CamundaClient.newClientBuilder()
            .grpcAddress(stack.zeebeGrpc())
            .restAddress(stack.zeebeRest())
            .preferRestOverGrpc(false)
            .defaultRequestTimeout(Duration.ofMinutes(1))
            .numJobWorkerExecutionThreads(4)
            .build();
    deploy(Models.all().stream().map(Engine::withoutTaskListeners).toList());
    JobTypes.all().forEach(this::work);
    JobTypes.offered().forEach(this::work);
  }

  /**
   * Opens one worker for the whole run: a worker that is closed leaves a poll behind that swallows
   * jobs of the next one.
   */
  private void work(String type) {
    client
        .newWorker()
        .jobType(type)
        .handler(this::dispatch)
        .maxJobsActive(type.equals(JobTypes.REVIEW_SEAT_OPENED) ? 1 : 8)
        .pollInterval(Duration.ofMillis(50))
        .timeout(Duration.ofMinutes(5))
        .open();
  }

  private void dispatch(JobClient jobs, ActivatedJob job) {
    Map<String, Object> variables = job.getVariablesAsMap();
    for (String name : List.of("releaseId", "actionId")) {
      Cast cast = casts.get(String.valueOf(variables.get(name)));
      if (cast != null) {
        cast.play(jobs, job);
        return;
      }
    }
    // Nobody's: left over from a test that has ended.
  }

  /** Gives the jobs of a new test to a cast of its own. */
  Cast newCast() {
    Cast cast = new Cast(this);
    casts.put(cast.token(), cast);
    return cast;
  }

  void dismiss(Cast cast) {
    casts.remove(cast.token());
  }

  private static Path emptyDirectory() {
    try {
      return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "engine");
    } catch (IOException e) {
      throw new UncheckedIOException("Run the tests in the module's own folder.", e);
    }
  }

  static Engine shared() {
    return Shared.ENGINE;
  }

  CamundaClient client() {
    return client;
  }

  DeploymentEvent deploy(List<Model> models) {
    DeployResourceCommandStep1 command = client.newDeployResourceCommand();
    DeployResourceCommandStep2 filled = null;
    for (Model model : models) {
      filled =
          (filled == null ? command : filled).addResourceStringUtf8(model.text(), model.fileName());
    }
    if (filled == null) {
      throw new IllegalArgumentException("Nothing to deploy");
    }
    return filled.send().join();
  }

  /** The time that the engine goes by. */
  Instant now() {
    Matcher found = INSTANT.matcher(clock(HttpRequest.newBuilder(clockUri("")).GET().build()));
    if (!found.find()) {
      throw new IllegalStateException("The engine's clock says no time");
    }
    return Instant.parse(found.group(1));
  }

  /** Moves the engine's time forward. */
  void pass(Duration time) {
    clock(
        HttpRequest.newBuilder(clockUri("/add"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"offsetMilli\":" + time.toMillis() + "}"))
            .build());
  }

  static Model withoutTaskListeners(Model model) {
    return new Model(
        model.kind(), model.fileName(), TASK_LISTENERS.matcher(model.text()).replaceAll(""));
  }

  private URI clockUri(String suffix) {
    return monitoring.resolve("/actuator/clock" + suffix);
  }

  private String clock(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("The engine's clock answered " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException("The engine's clock cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
