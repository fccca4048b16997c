package io.countersign.connectors.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps within Teams' limit of a conversation before Teams has to say so, and away for as long as
 * it asks. The limits are those of its page "Optimize your bot with rate limiting": 60 in 30
 * seconds and 7 in one.
 */
final class Pace {

  private static final int MOST = 50;
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final int MOST_AT_ONCE = 6;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final Map<String, Deque<Instant>> calls = new HashMap<>();
  private final Map<String, Instant> closed = new HashMap<>();
  private final Clock clock;

  Pace(Clock clock) {
    this.clock = clock;
  }

  /** Takes one call to a conversation; how long to wait where there is none. */
  synchronized Optional<Duration> take(String conversation) {
    Instant now = clock.instant();
    forget(now);
    Instant opens = closed.get(conversation);
    if (opens != null) {
      return Optional.of(Duration.between(now, opens));
    }
    Deque<Instant> recent = calls.computeIfAbsent(conversation, c -> new ArrayDeque<>());
    long atOnce = recent.stream().filter(at -> at.isAfter(now.minus(AT_ONCE))).count();
    if (recent.size() >= MOST) {
      return Optional.of(Duration.between(now.minus(WINDOW), recent.getFirst()));
    }
    if (atOnce >= MOST_AT_ONCE) {
      return Optional.of(AT_ONCE);
    }
    recent.addLast(now);
    return Optional.empty();
  }

  /** Takes no more calls to a conversation for a while. */
  synchronized void close(String conversation, Duration time) {
    closed.put(conversation, clock.instant().plus(time));
  }

  private void forget(Instant now) {
    closed.values().removeIf(opens -> !opens.isAfter(now));
    calls.values().forEach(recent -> recent.removeIf(at -> !at.isAfter(now.minus(WINDOW))));
    calls.values().removeIf(Deque::isEmpty);
  }
}
