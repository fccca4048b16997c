package io.countersign.process.internal;

import java.time.Duration;

/** Something that this job waits for is on its way; try again soon, without using up retries. */
final class NotYet extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration delay;

  NotYet(String message, Duration delay) {
    super(message);
    this.delay = delay;
  }

  Duration delay() {
    return delay;
  }
}
