package io.countersign.ledger.bench;

import io.countersign.ledger.entry.EntryWriter;
import io.countersign.ledger.entry.Samples;
import io.countersign.ledger.log.BatchAppender;
import io.countersign.ledger.log.LogExport;
import io.countersign.ledger.log.LogReader;
import io.countersign.ledger.log.LogWriter;
import io.countersign.ledger.log.Logs;
import io.countersign.ledger.note.SigningKey;
import io.countersign.ledger.verify.LogVerifier;
import io.countersign.ledger.verify.TrustPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the ledger against its goals: durable appends with all callers waiting, the wait at a
 * steady rate, then proofs, export and full verification of a large log. Says how busy the machine
 * was. Bounded; README.md says how to run it.
 */
public final class LedgerBenchmark {
  private static final int CALLERS = 512;
  private static final int RATE = 2_000;
  private static final int BATCH = 4_096;
  private static final int PROOFS = 2_000;

  private final Path folder;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private final SigningKey key = Logs.key();
  private long cpu;

  private LedgerBenchmark(Path folder) {
    this.folder = folder;
  }

  /** Arguments: empty folder, entries of the large log, seconds for each rate. */
  public static void main(String[] arguments) throws Exception {
    print("load when it began: %s", load());
    LedgerBenchmark benchmark = new LedgerBenchmark(Path.of(arguments[0]));
    long entries = Long.parseLong(arguments[1]);
    long seconds = Long.parseLong(arguments[2]);
    benchmark.flatOut(seconds);
    benchmark.steady(seconds);
    benchmark.large(entries);
    print("load when it ended: %s", load());
    print("| what | goal | measured | |\n|---|---|---|---|");
    benchmark.goals.forEach(LedgerBenchmark::print);
  }

  /** Average number of runnable threads in the last minute, and how many processors there are. */
  private static String load() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return "%.1f on %d processors"
        .formatted(system.getSystemLoadAverage(), system.getAvailableProcessors());
  }

  /** Kept for the table at the end. */
  private final List<String> goals = new ArrayList<>();

  private void goal(String what, String goal, double measured, boolean met) {
    goals.add("| %s | %s | %,.1f | %s |".formatted(what, goal, measured, met ? "met" : "NOT MET"));
  }

  private void flatOut(long seconds) throws Exception {
    ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (LogWriter writer = LogWriter.open(folder.resolve("flat-out"), key, Logs.NOON);
        BatchAppender appender = new BatchAppender(writer, 1024)) {
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          callers.submit(
              () -> {
                while (System.nanoTime() < end) {
                  byte[] entry = entry(1);
                  long start = System.nanoTime();
                  appender.append(entry).join();
                  waits.add(System.nanoTime() - start);
                }
                return null;
              });
        }
      }
    }
    print(
        "%d callers, flat out: %,d appends/s, publication %s",
        CALLERS, waits.size() / seconds, percentiles(waits));
    double rate = (double) waits.size() / seconds;
    goal("durable appends, a second", ">= 2,000", rate, rate >= RATE);
  }

  private void steady(long seconds) throws Exception {
    ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    long interval = TimeUnit.SECONDS.toNanos(1) / RATE;
    byte[] entry = entry(1);
    try (LogWriter writer = LogWriter.open(folder.resolve("steady"), key, Logs.NOON)) {
      BatchAppender appender = new BatchAppender(writer, 1024);
      long start = System.nanoTime();
      List<CompletableFuture<?>> results = new ArrayList<>();
      for (long i = 0; i < seconds * RATE; i++) {
        long due = start + i * interval;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        results.add(appender.append(entry).thenRun(() -> waits.add(System.nanoTime() - due)));
      }
      for (var result : results) {
        result.join();
      }
      appender.close();
    }
    print("steady %,d appends/s: publication %s", RATE, percentiles(waits));
    double slowest = percentile(waits, 0.99);
    goal("publication at 2,000 appends/s, p99 ms", "<= 50", slowest, slowest <= 50);
  }

  private void large(long entries) throws IOException {
    Path directory = folder.resolve("large");
    long start = System.nanoTime();
    try (LogWriter writer = LogWriter.open(directory, key, Logs.NOON)) {
      for (long at = 0; at < entries; at += BATCH) {
        List<byte[]> batch = new ArrayList<>();
        for (long i = at; i < Math.min(entries, at + BATCH); i++) {
          batch.add(entry(i));
        }
        writer.append(batch);
      }
    }
    print("%,d entries of about %d bytes written in %s", entries, entry(1).length, since(start));
    proofs(directory, entries);
    exportAndVerify(directory);
  }

  private void exportAndVerify(Path directory) throws IOException {
    Path export = folder.resolve("export");
    long start = System.nanoTime();
    cpu = THREAD.getCurrentThreadCpuTime();
    LogExport.export(directory, export, done -> {});
    print("exported in %s", since(start));
    String sentence = new LogVerifier(TrustPolicy.of(key.verifier())).verify(export).sentence();
    Duration taken = since(start);
    print("exported and verified in %s, %s of processor time: %s", taken, cpu(), sentence);
    goal("export and full verification, s", "< 60", taken.toMillis() / 1e3, taken.toSeconds() < 60);
  }

  private void proofs(Path directory, long entries) throws IOException {
    Random random = new Random(1);
    List<Long> waits = new ArrayList<>();
    LogReader reader = new LogReader(directory);
    for (int i = 0; i < PROOFS; i++) {
      long index = random.nextLong(entries);
      long start = System.nanoTime();
      reader.prove(index);
      waits.add(System.nanoTime() - start);
    }
    print("%,d inclusion proofs at random: %s", PROOFS, percentiles(waits));
    double slowest = percentile(waits, 0.99);
    goal("inclusion proof, p99 ms", "< 10", slowest, slowest < 10);
  }

  /** Entries of four to an action, chained. */
  private static byte[] entry(long index) {
    OptionalLong previous = index % 4 == 0 ? OptionalLong.empty() : OptionalLong.of(index - 1);
    return EntryWriter.write(Samples.numbered(index).withPrevious(previous));
  }

  private static String percentiles(Iterable<Long> nanos) {
    List<Long> list = new ArrayList<>();
    nanos.forEach(list::add);
    if (list.isEmpty()) {
      return "none finished in time";
    }
    long[] sorted = list.stream().mapToLong(Long::longValue).sorted().toArray();
    return "p50 %.2f ms, p99 %.2f ms, max %.2f ms (%d)"
        .formatted(
            at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1), Arrays.stream(sorted).count());
  }

  private static double percentile(Iterable<Long> nanos, double part) {
    List<Long> list = new ArrayList<>();
    nanos.forEach(list::add);
    return list.isEmpty()
        ? Double.POSITIVE_INFINITY
        : at(list.stream().mapToLong(Long::longValue).sorted().toArray(), part);
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1e6;
  }

  private Duration cpu() {
    return Duration.ofNanos(THREAD.getCurrentThreadCpuTime() - cpu).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start).truncatedTo(ChronoUnit.MILLIS);
  }

  private static void print(String format, Object... values) {
    print(format.formatted(values));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
