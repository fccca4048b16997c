package io.countersign.connectors.slack.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Triggers: each opens one dialog, within three seconds. */
final class Triggers {

  private static final Duration LIFE = Duration.ofSeconds(3);

  private record Given(String user, Instant at) {}

  private final Map<String, Given> given = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  String give(String user, Instant now) {
    String id = "trigger." + number.incrementAndGet();
    given.put(id, new Given(user, now));
    return id;
  }

  /**
   * Uses one.
   *
   * @return the user, or the error that Slack answers with after {@code !}
   */
  String use(String id, Instant now) {
    Given trigger = given.remove(id);
    if (trigger == null) {
      return "!invalid_trigger";
    }
    return Duration.between(trigger.at(), now).compareTo(LIFE) > 0
        ? "!expired_trigger_id"
        : trigger.user();
  }
}
