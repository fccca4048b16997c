package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.JobWorker;
import io.countersign.process.EngineProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens a worker for every task once the models are deployed, and hands jobs back on shutdown. */
@Component
class Workers implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final CamundaClient client;
  private final List<JobTask> tasks;
  private final FaultTranslator faults;
  private final ScheduledExecutorService heartbeats;
  private final EngineProperties engine;
  private final ModelDeployer deployer;
  private final List<JobWorker> open = new ArrayList<>();

  Workers(
      CamundaClient client,
      List<JobTask> tasks,
      FaultTranslator faults,
      ScheduledExecutorService heartbeats,
      EngineProperties engine,
      ModelDeployer deployer) {
    this.client = client;
    this.tasks = List.copyOf(tasks);
    this.faults = faults;
    this.heartbeats = heartbeats;
    this.engine = engine;
    this.deployer = deployer;
  }

  @Override
  public synchronized void start() {
    deployer.deploy();
    for (JobTask task : tasks) {
      open.add(
          client
              .newWorker()
              .jobType(task.type())
              .handler(new JobRunner(task, faults, heartbeats, engine.jobTimeout()))
              .timeout(engine.jobTimeout())
              .maxJobsActive(Math.max(1, engine.workerThreads() / 2))
              .fetchVariables(task.reads())
              .streamEnabled(true)
              .name("countersign")
              .open());
    }
    LOG.info("{} workers are open", open.size());
  }

  @Override
  public synchronized void stop() {
    open.forEach(JobWorker::close);
    open.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !open.isEmpty();
  }
}
