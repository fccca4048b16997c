package io.countersign.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Tells a listener how far a stream has been read. */
final class ProgressInputStream extends FilterInputStream {
  private static final long INTERVAL = Duration.ofMillis(500).toNanos();

  private final String what;
  private final long total;
  private final StackListener listener;
  private long read;
  private long told = System.nanoTime();

  ProgressInputStream(InputStream in, String what, long total, StackListener listener) {
    super(in);
    this.what = what;
    this.total = total;
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      advance(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      advance(count);
    }
    return count;
  }

  private void advance(int count) {
    read += count;
    long now = System.nanoTime();
    if (now - told > INTERVAL || read == total) {
      told = now;
      listener.progress(what, read, total);
    }
  }
}
