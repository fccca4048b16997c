package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.testing.Stub;
import io.countersign.testing.Ticking;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunningJobsTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RunningJobs jobs = new RunningJobs(meters, new Ticking());

  @Test
  void drain_whileAJobRuns_waitsForItAndLetsNoOtherBegin() {
    ActivatedJob job = job(1);
    assertThat(jobs.begin(job)).isTrue();

    CompletableFuture<Integer> left =
        CompletableFuture.supplyAsync(() -> jobs.drain(Duration.ofMinutes(1)).size());
    await().until(() -> !jobs.begin(job(2)) || leave(2));
    jobs.ended(job, RunningJobs.End.COMPLETED, Duration.ofMillis(5));
    jobs.left(job);

    assertThat(left.join()).isZero();
  }

  @Test
  void drain_outOfPatience_namesTheJobsToHandBack() {
    ActivatedJob job = job(1);
    jobs.begin(job);
    assertThat(jobs.drain(Duration.ofMillis(1))).containsExactly(job);
  }

  @Test
  void drain_whileAJobWaitsForItsNextTry_handsItBackAndNobodyElseDoes() {
    ActivatedJob job = job(1);
    assertThat(jobs.rest(job)).isTrue();

    assertThat(jobs.drain(Duration.ofMinutes(1))).containsExactly(job);
    assertThat(jobs.wake(job)).isFalse();
  }

  @Test
  void rest_onceThisInstanceEnds_isRefused() {
    jobs.drain(Duration.ofMillis(1));

    assertThat(jobs.rest(job(1))).isFalse();
    assertThat(jobs.wake(job(1))).isFalse();
  }

  @Test
  void wake_afterTheWait_isTrueOnce() {
    jobs.rest(job(1));

    assertThat(jobs.wake(job(1))).isTrue();
    assertThat(jobs.wake(job(1))).isFalse();
  }

  @Test
  void completedJob_isCountedAndRemembered() {
    ActivatedJob job = job(1);
    jobs.begin(job);
    jobs.ended(job, RunningJobs.End.COMPLETED, Duration.ofMillis(5));
    jobs.left(job);
    jobs.ended(job(2), RunningJobs.End.FAILED, Duration.ofMillis(5));

    assertThat(meters.get("countersign.jobs").tag("outcome", "completed").timer().count()).isOne();
    assertThat(meters.get("countersign.jobs").tag("outcome", "failed").timer().count()).isOne();
    assertThat(meters.get("countersign.jobs.running").gauge().value()).isZero();
    assertThat(jobs.lastConfirmed()).hasValueSatisfying(last -> assertThat(last.job()).isOne());
  }

  private boolean leave(long key) {
    jobs.left(job(key));
    return false;
  }

  private static ActivatedJob job(long key) {
    return Stub.of(ActivatedJob.class)
        .on("getKey", args -> key)
        .on("getType", args -> "a.type")
        .on("getProcessInstanceKey", args -> 9L)
        .get();
  }
}
