package io.countersign.process.internal;

import io.camunda.client.api.response.ActivatedJob;
import io.countersign.process.EngineContact;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The jobs that run in this instance, and how jobs ended: {@code countersign.jobs} (timer; tags
 * {@code type}, {@code outcome}) and {@code countersign.jobs.running}.
 *
 * <p>On the way out no job begins any more, and those that run are waited for.
 */
@Component
class RunningJobs implements EngineContact {

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Long, ActivatedJob> running = new ConcurrentHashMap<>();
  private final Map<Long, ActivatedJob> resting = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private volatile boolean answers;
  private volatile @Nullable Confirmed confirmed;

  RunningJobs(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    Gauge.builder("countersign.jobs.running", running, Map::size)
        .description("Jobs that this instance works on now")
        .register(meters);
  }

  /** How a job ended here. */
  enum End {
    COMPLETED,
    ERROR,
    FAILED,
    UNREPORTED
  }

  /** A job comes in; false once this instance is on its way out, and then it must not begin. */
  boolean begin(ActivatedJob job) {
    running.put(job.getKey(), job);
    if (closing) {
      left(job);
      return false;
    }
    return true;
  }

  /** A job ended. */
  void ended(ActivatedJob job, End end, Duration took) {
    if (end == End.COMPLETED) {
      confirmed = new Confirmed(job.getKey(), job.getProcessInstanceKey(), clock.instant());
    }
    Timer.builder("countersign.jobs")
        .description("Jobs that ended in this instance")
        .tags("type", job.getType(), "outcome", end.name().toLowerCase(Locale.ROOT))
        .publishPercentileHistogram()
        .register(meters)
        .record(took);
  }

  /** Nothing is done for a job any more. */
  void left(ActivatedJob job) {
    running.remove(job.getKey());
    synchronized (this) {
      notifyAll();
    }
  }

  /** A job waits here for its next try; false once this instance is on its way out. */
  boolean rest(ActivatedJob job) {
    resting.put(job.getKey(), job);
    return !closing || !wake(job);
  }

  /** A job's wait is over; false when it was handed back before. */
  boolean wake(ActivatedJob job) {
    return resting.remove(job.getKey()) != null;
  }

  /**
   * Lets no further job begin and waits for those that run.
   *
   * @return the jobs that run all the same, and those that wait for their next try
   */
  synchronized Collection<ActivatedJob> drain(Duration patience) {
    closing = true;
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toMillis();
          !running.isEmpty() && left > 0;
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<ActivatedJob> left = new ArrayList<>(running.values());
    List.copyOf(resting.values()).stream().filter(this::wake).forEach(left::add);
    return left;
  }

  /** Jobs may begin again. */
  void reopen() {
    closing = false;
  }

  void engineAnswers(boolean itDoes) {
    answers = itDoes;
  }

  @Override
  public boolean answers() {
    return answers;
  }

  @Override
  public Optional<Confirmed> lastConfirmed() {
    return Optional.ofNullable(confirmed);
  }
}
