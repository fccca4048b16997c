package io.countersign.connectors.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of an exchange, however slowly the other side drips. Measured with the machine's
 * monotonic timer: it bounds work, and dates nothing.
 */
final class Deadline implements AutoCloseable {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("countersign-http-deadline").factory());

  private final long end;
  private @Nullable Future<?> closing;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /** What is left, at least a millisecond. */
  int millis() {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return (int) Math.clamp(left, 1, Integer.MAX_VALUE);
  }

  /** Closes something at the end, so that whoever waits for it stops waiting. */
  void closes(Closeable waited) {
    close();
    closing = TIMER.schedule(() -> closeQuietly(waited), millis(), TimeUnit.MILLISECONDS);
  }

  private static void closeQuietly(Closeable waited) {
    try {
      waited.close();
    } catch (IOException e) {
      // Whoever waited for it finds out.
      return;
    }
  }

  /** Forgets what was to be closed. */
  @Override
  public void close() {
    if (closing != null) {
      closing.cancel(false);
    }
  }
}
