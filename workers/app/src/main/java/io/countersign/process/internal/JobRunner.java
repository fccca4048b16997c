package io.countersign.process.internal;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.response.FailJobResponse;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobHandler;
import io.countersign.process.JobTraces;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one task's jobs: keeps them alive while they work, and reports how they ended. */
final class JobRunner implements JobHandler {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final CamundaClient engine;
  private final JobTask task;
  private final JobGuard guard;
  private final FaultTranslator faults;
  private final ScheduledExecutorService heartbeats;
  private final Duration timeout;
  private final RunningJobs running;
  private final JobTraces traces;

  JobRunner(
      CamundaClient engine,
      JobTask task,
      JobGuard guard,
      FaultTranslator faults,
      ScheduledExecutorService heartbeats,
      Duration timeout,
      RunningJobs running,
      JobTraces traces) {
    this.engine = engine;
    this.task = task;
    this.guard = guard;
    this.faults = faults;
    this.heartbeats = heartbeats;
    this.timeout = timeout;
    this.running = running;
    this.traces = traces;
  }

  @Override
  public void handle(JobClient client, ActivatedJob job) {
    if (!running.begin(job)) {
      handBack(client, job);
      return;
    }
    long since = System.nanoTime();
    try {
      RunningJobs.End end =
          RunningJobs.End.valueOf(
              traces.within(task.type(), Vars.subject(job), () -> work(client, job).name()));
      running.ended(job, end, Duration.ofNanos(System.nanoTime() - since));
    } finally {
      running.left(job);
    }
  }

  /** Gives a job to whoever comes next, at once and with all its tries. */
  static void handBack(JobClient client, ActivatedJob job) {
    try {
      fail(client, job, job.getRetries(), "This instance ends; another one takes over.").join();
    } catch (ClientException e) {
      LOG.info("Job {} was not handed back; it is after its timeout.", job.getKey());
    }
  }

  private RunningJobs.End work(JobClient client, ActivatedJob job) {
    long beat = timeout.toMillis() / 3;
    ScheduledFuture<?> heartbeat =
        heartbeats.scheduleAtFixedRate(
            () -> extend(job, timeout), beat, beat, TimeUnit.MILLISECONDS);
    try {
      guard.check(job);
      Map<String, Object> variables = task.perform(job);
      task.completion(client, job, variables).send().join();
      return RunningJobs.End.COMPLETED;
    } catch (ClientException e) {
      // The engine did not take the report; it will hand the job out again, and the task finds
      // what it has done.
      LOG.warn("{} {} was not reported: {}", task.type(), job.getKey(), e.getMessage());
      return RunningJobs.End.UNREPORTED;
    } catch (Exception e) {
      // A beat after this would cut short how long a job may wait for its next try.
      heartbeat.cancel(false);
      return report(client, job, e);
    } finally {
      heartbeat.cancel(false);
    }
  }

  private void extend(ActivatedJob job, Duration by) {
    engine
        .newUpdateTimeoutCommand(job)
        .timeout(by)
        .send()
        .exceptionally(
            e -> {
              LOG.debug("Job {} was not extended: {}", job.getKey(), e.getMessage());
              return null;
            });
  }

  private RunningJobs.End report(JobClient client, ActivatedJob job, Exception fault) {
    try {
      switch (faults.translate(fault, job.getRetries())) {
        case FaultTranslator.Treatment.Error error -> {
          LOG.info("{} ends in {}: {}", task.type(), error.code(), error.message());
          client
              .newThrowErrorCommand(job)
              .errorCode(error.code())
              .errorMessage(error.message())
              .variables(Map.of("errorCode", error.code(), "errorMessage", error.message()))
              .send()
              .join();
          return RunningJobs.End.ERROR;
        }
        case FaultTranslator.Treatment.Fail fail -> {
          if (!(fault instanceof NotYet)) {
            LOG.warn("{} failed, {} tries left", task.type(), fail.retries(), fault);
          }
          if (fail.backOff().isZero() || !running.rest(job)) {
            fail(client, job, fail.retries(), fail.message()).join();
          } else {
            rest(client, job, fail);
          }
          return RunningJobs.End.FAILED;
        }
      }
    } catch (ClientException e) {
      LOG.warn("{} {} was not reported: {}", task.type(), job.getKey(), e.getMessage());
      return RunningJobs.End.UNREPORTED;
    }
  }

  /**
   * Keeps a failed job until its next try is due, and fails it then. The engine could wait as well,
   * but some versions lose the end of a wait (see adr/0021); if this instance dies, the job's
   * timeout ends it.
   */
  private void rest(JobClient client, ActivatedJob job, FaultTranslator.Treatment.Fail fail) {
    extend(job, fail.backOff().plus(timeout));
    heartbeats.schedule(
        () -> {
          if (running.wake(job)) {
            fail(client, job, fail.retries(), fail.message())
                .whenComplete(
                    (done, lost) -> {
                      if (lost != null) {
                        LOG.warn(
                            "{} {} was not failed: {}", task.type(), job.getKey(), lost.toString());
                      }
                    });
          }
        },
        fail.backOff().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static CamundaFuture<FailJobResponse> fail(
      JobClient client, ActivatedJob job, int retries, String message) {
    return client
        .newFailCommand(job)
        .retries(retries)
        .retryBackoff(Duration.ZERO)
        .errorMessage(message)
        .send();
  }
}
