package io.countersign.connectors.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps within Slack's rate limits before Slack has to say so: a bucket of calls for each thing
 * that a limit counts, closed for as long as Slack asks.
 */
final class Pace {

  /** How many calls, and how many at once. */
  enum Rate {
    /** chat.update and others: 50 a minute. */
    TIER_3(50, 15),
    /** users.*, views.*, chat.postEphemeral: 100 a minute. */
    TIER_4(100, 30),
    /** chat.postMessage: one a second for each conversation. */
    POST(60, 3);

    private final Duration interval;
    private final int burst;

    Rate(int perMinute, int burst) {
      this.interval = Duration.ofMinutes(1).dividedBy(perMinute);
      this.burst = burst;
    }
  }

  /** When a bucket would be full again; the later, the emptier. */
  private final Map<String, Instant> full = new HashMap<>();

  private final Map<String, Instant> closed = new HashMap<>();
  private final Clock clock;

  Pace(Clock clock) {
    this.clock = clock;
  }

  /** Takes one call; how long to wait where there is none. */
  synchronized Optional<Duration> take(Rate rate, String key) {
    Instant now = clock.instant();
    Instant opens = closed.getOrDefault(key, Instant.MIN);
    if (now.isBefore(opens)) {
      return Optional.of(Duration.between(now, opens));
    }
    forget(now);
    Instant since = full.getOrDefault(key, now);
    Instant next = (since.isBefore(now) ? now : since).plus(rate.interval);
    Duration over = Duration.between(now.plus(rate.interval.multipliedBy(rate.burst)), next);
    if (over.isPositive()) {
      return Optional.of(over);
    }
    full.put(key, next);
    return Optional.empty();
  }

  /** Takes no more calls for a while. */
  synchronized void close(String key, Duration time) {
    closed.put(key, clock.instant().plus(time));
  }

  private void forget(Instant now) {
    full.values().removeIf(now::isAfter);
    closed.values().removeIf(now::isAfter);
  }
}
