package io.countersign.process.internal;

import io.countersign.releases.MendableFault;
import io.countersign.releases.ReleaseException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The only place that decides what a fault becomes: a BPMN error where the business has a way to go
 * on, a failure with back-off where time can help, an incident where a person has to.
 */
@Component
class FaultTranslator {

  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** What becomes of a fault. */
  sealed interface Treatment {
    /** Throw a BPMN error. */
    record Error(String code, String message) implements Treatment {}

    /** Fail the job; with no retries left the engine raises an incident. */
    record Fail(int retries, Duration backOff, String message) implements Treatment {}
  }

  /**
   * Translates a fault.
   *
   * @param retries the job's retries before this fault
   */
  Treatment translate(Throwable fault, int retries) {
    String message = message(fault);
    return switch (fault) {
      case ReleaseException e -> new Treatment.Error(e.code(), message);
      case BusinessError e -> new Treatment.Error(e.code(), message);
      case OperatorNeeded e -> new Treatment.Fail(0, Duration.ZERO, message);
      case MendableFault e when e.byOperator() -> new Treatment.Fail(0, Duration.ZERO, message);
      case NotYet e -> new Treatment.Fail(retries, e.delay(), message);
      default -> new Treatment.Fail(Math.max(0, retries - 1), backOff(retries), message);
    };
  }

  /** Doubles from a second to a minute as retries run out; models start with five. */
  private static Duration backOff(int retries) {
    int attempt = Math.clamp(5L - retries, 0, 6);
    Duration delay = FIRST_DELAY.multipliedBy(1L << attempt);
    return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
  }

  private static String message(Throwable fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }
}
