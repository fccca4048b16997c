package io.countersign.connectors.teams.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Teams' limits of one conversation: 7 in a second, 60 in thirty. */
final class Throttle {

  private final Map<String, Deque<Instant>> calls = new HashMap<>();
  private volatile boolean off;

  void off() {
    off = true;
  }

  synchronized boolean takes(String conversation, Instant now) {
    Deque<Instant> recent = calls.computeIfAbsent(conversation, c -> new ArrayDeque<>());
    recent.removeIf(at -> at.isBefore(now.minus(Duration.ofSeconds(30))));
    long second = recent.stream().filter(at -> at.isAfter(now.minusSeconds(1))).count();
    if (!off && (recent.size() >= 60 || second >= 7)) {
      return false;
    }
    recent.addLast(now);
    return true;
  }
}
