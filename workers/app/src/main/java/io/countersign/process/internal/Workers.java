package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobWorker;
import io.countersign.policy.ModelEngine.EngineAway;
import io.countersign.process.EngineProperties;
import io.countersign.process.EngineStatus;
import io.countersign.process.JobTraces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Opens a worker for every task once the models are deployed, and hands jobs back on shutdown.
 * Waits in the background for an engine that is not there yet, and says so.
 */
@Component
class Workers implements SmartLifecycle, EngineStatus {

  private static final long RETRY_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final CamundaClient client;
  private final List<JobTask> tasks;
  private final JobGuard guard;
  private final FaultTranslator faults;

  /** Extends running jobs, whatever else is slow; so nothing else may share it. */
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("job-heartbeat").daemon().factory());

  private final EngineProperties engine;
  private final ModelDeployer deployer;
  private final RunningJobs running;
  private final JobTraces traces;
  private final List<JobWorker> open = new ArrayList<>();
  private volatile boolean started;
  private volatile String status = "The engine has not been asked yet.";
  private @Nullable Thread starter;

  Workers(
      CamundaClient client,
      List<JobTask> tasks,
      JobGuard guard,
      FaultTranslator faults,
      EngineProperties engine,
      ModelDeployer deployer,
      RunningJobs running,
      ObjectProvider<JobTraces> traces) {
    this.client = client;
    this.tasks = List.copyOf(tasks);
    this.guard = guard;
    this.faults = faults;
    this.engine = engine;
    this.deployer = deployer;
    this.running = running;
    this.traces = traces.getIfAvailable(() -> JobTraces.NONE);
  }

  @Override
  public synchronized void start() {
    started = true;
    starter = Thread.ofPlatform().name("engine-start").daemon().start(this::deployThenOpen);
  }

  private void deployThenOpen() {
    while (started) {
      try {
        deployer.deploy();
        open();
        return;
      } catch (EngineAway e) {
        status = String.valueOf(e.getMessage());
        LOG.warn("{} Trying again.", status);
      }
      if (!pause()) {
        return;
      }
    }
  }

  /** Waits a moment; answers false when it was woken to stop. */
  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void open() {
    if (!started) {
      return;
    }
    for (JobTask task : tasks) {
      open.add(
          client
              .newWorker()
              .jobType(task.type())
              .handler(
                  new JobRunner(
                      client,
                      task,
                      guard,
                      faults,
                      heartbeats,
                      engine.jobTimeout(),
                      running,
                      traces))
              .timeout(engine.jobTimeout())
              .maxJobsActive(Math.max(1, engine.workerThreads() / 2))
              .fetchVariables(task.reads())
              .streamEnabled(true)
              .name("countersign")
              .open());
    }
    running.reopen();
    running.engineAnswers(true);
    status = open.size() + " workers are open.";
    LOG.info("{}", status);
  }

  @Override
  public synchronized void stop() {
    started = false;
    if (starter != null) {
      starter.interrupt();
    }
    open.forEach(JobWorker::close);
    open.clear();
    status = "This instance ends; its workers are closed.";
    Collection<ActivatedJob> left = running.drain(engine.shutdownPatience());
    left.forEach(job -> JobRunner.handBack(client, job));
    LOG.info("{} {} jobs were handed back.", status, left.size());
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  @Override
  public synchronized boolean ready() {
    return !open.isEmpty();
  }

  @Override
  public String describe() {
    return status;
  }
}
