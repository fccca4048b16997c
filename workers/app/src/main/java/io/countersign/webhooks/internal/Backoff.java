package io.countersign.webhooks.internal;

import java.time.Duration;

/**
 * How long to wait after so many attempts: 5 s at first, five times that each time, 6 h at most.
 */
final class Backoff {

  private static final long FIRST_SECONDS = 5;
  private static final long LONGEST_SECONDS = Duration.ofHours(6).toSeconds();
  private static final int FACTOR = 5;

  private Backoff() {}

  /**
   * The wait before the next attempt.
   *
   * @param attempts how many there were, 1 or more
   */
  static Duration after(int attempts) {
    long seconds = FIRST_SECONDS;
    for (int i = 1; i < attempts && seconds < LONGEST_SECONDS; i++) {
      seconds *= FACTOR;
    }
    return Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
  }
}
