package io.countersign.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Prints one line per step, and one per tenth of anything long. */
final class LineListener implements StackListener {
  private final Consumer<String> out;
  private final Map<String, Long> tenths = new HashMap<>();

  LineListener(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public synchronized void phase(String what) {
    out.accept(what);
  }

  @Override
  public synchronized void progress(String what, long bytes, long total) {
    long tenth = Math.min(10, bytes * 10 / total);
    Long before = tenths.put(what, tenth);
    if (before == null || before != tenth) {
      out.accept(
          String.format(
              Locale.ROOT, "%s: %d of %d MB (%d %%)", what, mega(bytes), mega(total), tenth * 10));
    }
  }

  @Override
  public synchronized void ready(String what, Duration took) {
    out.accept(String.format(Locale.ROOT, "%s ready in %.1f s", what, took.toMillis() / 1000.0));
  }

  @Override
  public synchronized void warning(String message) {
    out.accept("warning: " + message);
  }

  private static long mega(long bytes) {
    return bytes / 1_000_000;
  }
}
