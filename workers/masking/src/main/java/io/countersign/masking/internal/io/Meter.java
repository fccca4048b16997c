package io.countersign.masking.internal.io;

import io.countersign.masking.Progress;

/** Passes progress on at most four times a second. */
public final class Meter {
  private static final long PAUSE_NANOS = 250_000_000;

  private final Progress progress;
  private final long total;
  private long last = System.nanoTime();

  public Meter(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  public void at(long bytes, long rows) {
    long now = System.nanoTime();
    if (now - last >= PAUSE_NANOS) {
      last = now;
      progress.update(bytes, total, rows);
    }
  }

  public void done(long bytes, long rows) {
    progress.update(bytes, total, rows);
  }
}
