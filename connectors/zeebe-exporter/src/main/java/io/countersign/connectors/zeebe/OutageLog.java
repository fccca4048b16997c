package io.countersign.connectors.zeebe;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says that the database is away, that exporting pauses, and that both are over: one warning at the
 * start, one when the buffer is full, one per interval in between, one line at the end.
 */
final class OutageLog {

  static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Logger log;
  private final String address;
  private final int bufferLimit;
  private final LongSupplier nanoTime;
  private boolean away;
  private boolean saidPaused;
  private long since;
  private long saidAt;

  OutageLog(Logger log, String address, int bufferLimit, LongSupplier nanoTime) {
    this.log = log;
    this.address = address;
    this.bufferLimit = bufferLimit;
    this.nanoTime = nanoTime;
  }

  synchronized boolean isAway() {
    return away;
  }

  synchronized void failed(Exception failure, int waiting, boolean full) {
    long now = nanoTime.getAsLong();
    boolean first = !away;
    if (first) {
      away = true;
      since = now;
    }
    boolean due = now - saidAt >= INTERVAL.toNanos();
    if (first || due || (full && !saidPaused)) {
      saidAt = now;
      warn(failure, waiting, full, now);
    }
  }

  private void warn(Exception failure, int waiting, boolean full, long now) {
    saidPaused = full;
    log.warn(
        "Process history cannot be written to {} for {} s: {}. {} of {} records wait in memory; {}."
            + " Processes run on; this exporter tries again by itself.",
        address,
        Duration.ofNanos(now - since).toSeconds(),
        reason(failure),
        waiting,
        bufferLimit,
        full
            ? "EXPORTING IS PAUSED and the broker keeps its log on disk until the database is back"
            : "exporting pauses when the memory is full");
  }

  /** Called when the broker offers a record and there is no room for it. */
  synchronized void full(int waiting) {
    if (away && !saidPaused) {
      saidPaused = true;
      saidAt = nanoTime.getAsLong();
      log.warn(
          "Process history: {} records wait in memory for {}, the most that is allowed. EXPORTING IS"
              + " PAUSED and the broker keeps its log on disk until the database is back. Processes"
              + " run on.",
          waiting,
          address);
    }
  }

  synchronized void succeeded(int rows) {
    if (away) {
      log.info(
          "Process history is written to {} again, after {} s; the first {} records that waited are"
              + " stored{}.",
          address,
          Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds(),
          rows,
          saidPaused ? "; exporting goes on" : "");
      away = false;
      saidPaused = false;
    }
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    return first.isEmpty() ? failure.getClass().getSimpleName() : first;
  }
}
