package io.countersign.connectors.zeebe;

import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A broker, and a client that keeps a number of one-service-task instances in flight. */
final class EngineLoad implements AutoCloseable {

  private static final int IN_FLIGHT = 60;

  private final String name;
  private final TestBroker broker;
  private final CamundaClient client;
  private final JobWorker worker;
  private final Semaphore free = new Semaphore(IN_FLIGHT);
  private final AtomicInteger completed = new AtomicInteger();
  private long measured;
  private double seconds;

  EngineLoad(String name, Path folder, Map<String, String> exporter) {
    this.name = name;
    this.broker = new TestBroker(folder, exporter);
    broker.start();
    this.client = broker.client();
    client.newDeployResourceCommand().addResourceFromClasspath("small.bpmn").send().join();
    this.worker = worker();
  }

  /** One worker for all windows: what a closed one has activated would be lost for a while. */
  private JobWorker worker() {
    return client
        .newWorker()
        .jobType("small.work")
        .handler(
            (jobs, job) ->
                jobs.newCompleteCommand(job)
                    .variables(Map.of("answer", 42))
                    .send()
                    .whenComplete(
                        (done, failed) -> {
                          free.release();
                          if (failed == null) {
                            completed.incrementAndGet();
                          }
                        }))
        .maxJobsActive(IN_FLIGHT)
        .timeout(Duration.ofSeconds(10))
        .open();
  }

  /** Keeps the engine busy for some time, then lets it finish; how many instances it finished. */
  int run(Duration window) {
    int before = completed.get();
    long end = System.nanoTime() + window.toNanos();
    while (System.nanoTime() < end) {
      if (free.tryAcquire()) {
        start();
      } else {
        LockSupport.parkNanos(500_000);
      }
    }
    int done = completed.get() - before;
    await().atMost(Duration.ofSeconds(30)).until(() -> free.availablePermits() == IN_FLIGHT);
    return done;
  }

  /** The same, counted; says what came of it. */
  String measure(Duration window) {
    long cpu = broker.cpuMillis();
    int done = run(window);
    double perInstance = (broker.cpuMillis() - cpu) / (double) done;
    measured += done;
    seconds += window.toMillis() / 1e3;
    return "%s: %.1f instances/s, broker CPU %.2f ms per instance"
        .formatted(name, done / (window.toMillis() / 1e3), perInstance);
  }

  /** Instances a second, over all windows that were measured. */
  double perSecond() {
    return measured / seconds;
  }

  private void start() {
    client
        .newCreateInstanceCommand()
        .bpmnProcessId("small")
        .latestVersion()
        .variables(Map.of("email", "x@example.org", "review", false))
        .send()
        .exceptionally(
            rejected -> {
              free.release();
              return null;
            });
  }

  @Override
  public void close() {
    worker.close();
    client.close();
    broker.close();
  }
}
