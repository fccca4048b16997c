package io.countersign.ledger.log;

import io.countersign.ledger.note.Checkpoint;
import io.countersign.ledger.tile.EntryBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Gathers single entries from many threads into batches: while one batch is being published, the
 * next one collects, so that waiting costs one or two publications and no timer.
 */
public final class BatchAppender implements AutoCloseable {
  private static final Pending STOP = new Pending(new byte[0], new CompletableFuture<>());

  private final LogWriter writer;
  private final int maxBatch;
  private final BlockingQueue<Pending> queue;
  private final Thread thread;
  private boolean closed;

  private record Pending(byte[] entry, CompletableFuture<Appended> result) {}

  /**
   * Where an entry stands.
   *
   * @param index its index in the log
   * @param checkpoint a published checkpoint that covers it
   */
  public record Appended(long index, Checkpoint checkpoint) {}

  /**
   * Starts gathering.
   *
   * @param writer stays the caller's to close, after this
   * @param maxBatch most entries in one batch, 1 or more; four times as many may wait
   */
  public BatchAppender(LogWriter writer, int maxBatch) {
    this.writer = writer;
    this.maxBatch = maxBatch;
    this.queue = new ArrayBlockingQueue<>(4 * maxBatch);
    this.thread = Thread.ofPlatform().name("ledger-appender").start(this::run);
  }

  /**
   * Hands an entry over; blocks while too many wait.
   *
   * @return completes once the entry is published; fails with the {@link IOException} of {@link
   *     LogWriter#append} if it is not
   * @throws IllegalArgumentException if the entry is over the limit
   * @throws IllegalStateException after {@link #close}
   * @throws InterruptedException if interrupted while blocked; the entry is then not handed over
   */
  public CompletableFuture<Appended> append(byte[] entry) throws InterruptedException {
    if (entry.length > EntryBundle.MAX_ENTRY) {
      throw new IllegalArgumentException("an entry has at most 65535 bytes, not " + entry.length);
    }
    Pending pending = new Pending(entry, new CompletableFuture<>());
    queue.put(pending);
    synchronized (queue) {
      if (closed && queue.remove(pending)) {
        throw new IllegalStateException("the appender is closed");
      }
    }
    return pending.result;
  }

  private void run() {
    List<Pending> batch = new ArrayList<>();
    boolean running = true;
    while (running) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, maxBatch - 1);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
      running = !batch.contains(STOP);
      if (running) {
        publish(batch);
      } else {
        queue.drainTo(batch);
        batch.forEach(pending -> pending.result.completeExceptionally(closedFailure()));
      }
      batch.clear();
    }
  }

  private static IOException closedFailure() {
    return new IOException("the appender was closed before this entry was published");
  }

  private void publish(List<Pending> batch) {
    try {
      Publication publication = writer.append(batch.stream().map(Pending::entry).toList());
      long index = publication.firstIndex();
      for (Pending pending : batch) {
        pending.result.complete(new Appended(index++, publication.checkpoint()));
      }
    } catch (IOException | RuntimeException e) {
      batch.forEach(pending -> pending.result.completeExceptionally(e));
    }
  }

  /** Stops after the batch that is being published; entries still waiting fail. */
  @Override
  public void close() throws InterruptedException {
    synchronized (queue) {
      if (closed) {
        return;
      }
      closed = true;
    }
    queue.put(STOP);
    thread.join();
  }
}
