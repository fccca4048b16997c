package io.countersign.connectors.zeebe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds rows between the broker's thread, which adds them, and the writer's, which takes batches.
 *
 * <p>It also knows how far the broker may forget its log: up to the last position before the first
 * row that is not committed yet, which includes records that were skipped.
 */
final class RowBuffer {

  /**
   * Rows to be committed together.
   *
   * @param ackPosition how far the log is dealt with once these rows are committed
   */
  record Batch(List<HistoryRow> rows, long ackPosition) {}

  /**
   * How far the log is dealt with.
   *
   * @param position the last record that was skipped or committed; -1 for none
   * @param storedPosition the last record that was committed; -1 for none
   */
  record Ack(long position, long storedPosition) {}

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<HistoryRow> rows = new ArrayDeque<>();
  private int inFlight;
  private long firstWaitsSince;
  private long lastSeen = -1;
  private long ackPosition = -1;
  private long storedPosition;
  private boolean closed;

  RowBuffer(int limit, long storedPosition) {
    this.limit = limit;
    this.storedPosition = storedPosition;
  }

  /**
   * Adds a row, waiting for space if there is none.
   *
   * @return false if there was no space within the given time, or the buffer is closed
   */
  boolean offer(HistoryRow row, Duration patience) {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (rows.size() + inFlight >= limit && !closed) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      if (closed) {
        return false;
      }
      if (rows.isEmpty()) {
        firstWaitsSince = System.nanoTime();
      }
      rows.add(row);
      lastSeen = row.position();
      changed.signalAll();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Notes a record that is not stored. */
  void skip(long position) {
    lock.lock();
    try {
      lastSeen = position;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a batch is full or its first row has waited long enough, and takes it. One batch at
   * a time: the taken one must be committed before the next.
   *
   * @return null when the buffer is closed and empty
   */
  @Nullable Batch take(int most, Duration longestWait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (rows.size() < most && !closed) {
        if (rows.isEmpty()) {
          changed.await();
          continue;
        }
        long left = longestWait.toNanos() - (System.nanoTime() - firstWaitsSince);
        if (left <= 0) {
          break;
        }
        changed.awaitNanos(left);
      }
      return rows.isEmpty() ? null : takeNow(most);
    } finally {
      lock.unlock();
    }
  }

  private Batch takeNow(int most) {
    List<HistoryRow> batch = new ArrayList<>(Math.min(most, rows.size()));
    while (batch.size() < most && !rows.isEmpty()) {
      batch.add(rows.remove());
    }
    inFlight = batch.size();
    firstWaitsSince = System.nanoTime();
    return new Batch(batch, rows.isEmpty() ? lastSeen : batch.getLast().position());
  }

  /** Notes that the batch taken last is in the database. */
  void committed(Batch batch) {
    lock.lock();
    try {
      inFlight = 0;
      ackPosition = Math.max(ackPosition, batch.ackPosition());
      storedPosition = Math.max(storedPosition, batch.rows().getLast().position());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Ack ack() {
    lock.lock();
    try {
      boolean nothingPending = rows.isEmpty() && inFlight == 0;
      return new Ack(
          nothingPending ? Math.max(ackPosition, lastSeen) : ackPosition, storedPosition);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return rows.size() + inFlight;
    } finally {
      lock.unlock();
    }
  }

  boolean isFull() {
    return size() >= limit;
  }

  /** Refuses further rows; those present can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, but not longer than until the buffer is closed.
   *
   * @return true if it is closed
   */
  boolean awaitClose(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    lock.lockInterruptibly();
    try {
      long left = deadline - System.nanoTime();
      while (!closed && left > 0) {
        changed.await(left, TimeUnit.NANOSECONDS);
        left = deadline - System.nanoTime();
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
