package io.countersign.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a child process to answer, by asking it again and again. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Asks until the answer is yes.
   *
   * @throws LocalStackException when the process ends or the deadline passes first; carries the
   *     last lines of the log
   */
  static void until(
      String what, Duration timeout, ManagedProcess process, BooleanSupplier answers) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!answers.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new LocalStackException(
            "%s ended while starting (exit status %d). The end of %s:%n%s"
                .formatted(
                    what, process.exit().join(), process.log(), Logs.tail(process.log(), 12)));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new LocalStackException(
            "%s did not answer within %d s. The end of %s:%n%s"
                .formatted(what, timeout.toSeconds(), process.log(), Logs.tail(process.log(), 12)));
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalStackException("Interrupted while waiting for " + what, e);
    }
  }
}
