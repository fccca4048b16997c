package io.countersign.bpmn;

import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.ProcessInstanceResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the walks through the models share: the engine, the cast, and one instance per test. */
abstract class ProcessWalk {
  protected final Engine engine = Engine.shared();
  protected Cast cast;
  private CamundaFuture<ProcessInstanceResult> running;

  @BeforeEach
  void openCast() {
    cast = engine.newCast();
  }

  @AfterEach
  void dismissCast() {
    engine.dismiss(cast);
  }

  protected void start(String process, Map<String, Object> variables) {
    running =
        engine
            .client()
            .newCreateInstanceCommand()
            .bpmnProcessId(process)
            .latestVersion()
            .variables(variables)
            .withResult()
            .requestTimeout(Duration.ofSeconds(60))
            .send();
  }

  /**
   * Waits for the end of the instance and returns its variables. Moving the engine's clock ends the
   * wait too soon: after that, await the last job instead.
   */
  protected Map<String, Object> finish() {
    try {
      return running.join().getVariablesAsMap();
    } catch (ClientStatusException e) {
      throw new AssertionError("The process did not end; its jobs so far: " + cast.path(), e);
    }
  }
}
