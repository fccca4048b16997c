package io.countersign.connectors.zeebe;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Takes batches from the buffer to the store on a thread of its own, so that a slow or absent
 * database never holds the broker's thread. A batch that fails is repeated until it succeeds.
 */
final class HistoryWriter implements Runnable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RowBuffer buffer;
  private final HistoryStore store;
  private final OutageLog outage;
  private final int batchSize;
  private final Duration flushInterval;
  private final Thread thread;

  HistoryWriter(
      RowBuffer buffer,
      HistoryStore store,
      OutageLog outage,
      int partitionId,
      int batchSize,
      Duration flushInterval) {
    this.buffer = buffer;
    this.store = store;
    this.outage = outage;
    this.batchSize = batchSize;
    this.flushInterval = flushInterval;
    this.thread = new Thread(this, "countersign-exporter-" + partitionId);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Stops the thread; rows in memory are still written if the database answers in time. */
  void stop(Duration longest) {
    buffer.close();
    try {
      if (!thread.join(longest)) {
        thread.interrupt();
        store.close();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      RowBuffer.Batch batch = buffer.take(batchSize, flushInterval);
      while (batch != null && write(batch)) {
        batch = buffer.take(batchSize, flushInterval);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      store.close();
    }
  }

  /** Returns false when the exporter is closed before the batch could be written. */
  private boolean write(RowBuffer.Batch batch) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        store.store(batch.rows());
        buffer.committed(batch);
        outage.succeeded(batch.rows().size());
        return true;
      } catch (SQLException | RuntimeException failure) {
        store.close();
        outage.failed(failure, buffer.size(), buffer.isFull());
        if (buffer.awaitClose(pause)) {
          return false;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }
}
