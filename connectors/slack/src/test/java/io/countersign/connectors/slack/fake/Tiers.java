package io.countersign.connectors.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Slack's rate limits: so many calls of a method within a minute. */
final class Tiers {

  private static final Map<String, Integer> PER_MINUTE =
      Map.of(
          "apps.connections.open", 5,
          "chat.update", 50,
          "chat.postMessage", 60,
          "chat.postEphemeral", 100,
          "users.info", 100,
          "views.open", 100,
          "views.publish", 100);

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Map<String, Deque<Instant>> calls = new HashMap<>();
  private volatile boolean off;

  void off() {
    off = true;
  }

  /** How long to wait, where there were too many. */
  synchronized Optional<Duration> take(String method, String channel, Instant now) {
    int most = PER_MINUTE.getOrDefault(method, 20);
    String key = method.equals("chat.postMessage") ? method + channel : method;
    Deque<Instant> recent = calls.computeIfAbsent(key, k -> new ArrayDeque<>());
    while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    if (!off && recent.size() >= most) {
      return Optional.of(Duration.between(now.minus(WINDOW), recent.peekFirst()).plusSeconds(1));
    }
    recent.addLast(now);
    return Optional.empty();
  }
}
