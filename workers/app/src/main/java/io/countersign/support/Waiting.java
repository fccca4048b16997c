package io.countersign.support;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets calls wait for something to happen, on their own virtual threads. Ends with the application,
 * so that nobody's waiting delays a stop.
 */
@Component
public class Waiting {

  /** The longest that a call may wait: below the half minute after which proxies hang up. */
  public static final Duration LONGEST = Duration.ofSeconds(25);

  private static final Duration STEP = Duration.ofMillis(250);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final int most;

  /**
   * @param most how many calls of one caller may stay open at a time
   */
  public Waiting(@Value("${countersign.api.limits.waits:32}") int most) {
    this.most = most;
  }

  /** One caller has as many calls open as anybody may. */
  public static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany(int most) {
      super("You have " + most + " calls waiting already, the most at a time.");
    }
  }

  /**
   * Looks again and again until it is enough or patience ends.
   *
   * @return what was seen last
   * @throws TooMany when the caller has too many calls open
   */
  public <T> T until(String caller, Duration patience, Supplier<T> look, Predicate<T> enough) {
    T seen = look.get();
    if (patience.isZero() || enough.test(seen)) {
      return seen;
    }
    enter(caller);
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (!enough.test(seen) && System.nanoTime() < end && !pause(STEP)) {
        seen = look.get();
      }
      return seen;
    } finally {
      leave(caller);
    }
  }

  /** Waits a moment; answers whether the application is about to stop. */
  public boolean pause(Duration moment) {
    try {
      return closing.await(moment.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Counts a call that stays open.
   *
   * @throws TooMany when the caller has too many
   */
  public void enter(String caller) {
    int now = open.merge(caller, 1, Integer::sum);
    if (now > most) {
      leave(caller);
      throw new TooMany(most);
    }
  }

  public void leave(String caller) {
    open.computeIfPresent(caller, (id, count) -> count == 1 ? null : count - 1);
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    closing.countDown();
  }
}
