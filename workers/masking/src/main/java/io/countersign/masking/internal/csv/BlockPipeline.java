package io.countersign.masking.internal.csv;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Works on blocks in parallel and hands them back in order. The calling thread reads and consumes;
 * a fixed number of slots bounds the memory and carries all state, so that workers share nothing.
 */
public final class BlockPipeline<S extends BlockPipeline.Slot> {

  /** A block with the state of whoever works on it. */
  public interface Slot {

    /** Runs on a worker thread. */
    void work() throws CsvFault;
  }

  /** Fills slots in file order on the calling thread. */
  @FunctionalInterface
  public interface Source<S> {
    /** False at the end of the data. */
    boolean next(S slot) throws IOException, CsvFault;
  }

  /** Takes finished slots in file order on the calling thread. */
  @FunctionalInterface
  public interface Consumer<S> {
    void accept(S slot) throws IOException, CsvFault;
  }

  private final int threads;
  private final Supplier<S> slots;

  /**
   * @param threads workers beside the calling thread; 0 takes one per processor
   */
  public BlockPipeline(int threads, Supplier<S> slots) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    this.slots = slots;
  }

  /** Runs to the end of the data. The first fault in file order is the one that is thrown. */
  public void run(Source<S> source, Consumer<S> consumer) throws IOException, CsvFault {
    List<S> free = new ArrayList<>();
    for (int i = 0; i < threads + 2; i++) {
      free.add(slots.get());
    }
    ArrayDeque<S> busy = new ArrayDeque<>();
    ArrayDeque<Future<?>> running = new ArrayDeque<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads, BlockPipeline::daemon);
    try {
      CsvFault cutFault = null;
      while (true) {
        if (free.isEmpty() || (!running.isEmpty() && running.getFirst().isDone())) {
          free.add(finish(running, busy, consumer));
          continue;
        }
        S slot = free.removeLast();
        try {
          if (!source.next(slot)) {
            break;
          }
        } catch (CsvFault e) {
          cutFault = e;
          break;
        }
        busy.addLast(slot);
        running.addLast(
            pool.submit(
                () -> {
                  slot.work();
                  return null;
                }));
      }
      while (!running.isEmpty()) {
        finish(running, busy, consumer);
      }
      if (cutFault != null) {
        throw cutFault;
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private S finish(ArrayDeque<Future<?>> running, ArrayDeque<S> busy, Consumer<S> consumer)
      throws IOException, CsvFault {
    try {
      running.removeFirst().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the work was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case CsvFault fault -> throw fault;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
    S slot = busy.removeFirst();
    consumer.accept(slot);
    return slot;
  }

  private static Thread daemon(Runnable work) {
    Thread t = new Thread(work, "masking-worker");
    t.setDaemon(true);
    return t;
  }
}
