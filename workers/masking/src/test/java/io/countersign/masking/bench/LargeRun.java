package io.countersign.masking.bench;

import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All steps over one large file, once, with the most heap that was in use: FILE OUT [THREADS]. To
 * be run with a small heap, such as -Xmx256m.
 */
public final class LargeRun {
  private LargeRun() {}

  private interface Step<T> {
    T run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path in = Path.of(args[0]);
    Path out = Path.of(args[1]);
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    double mb = Files.size(in) / 1e6;
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    MaskOptions options = MaskOptions.defaults().withThreads(threads).withOverwrite(true);
    DatasetProfile profile =
        timed(
            "profile",
            mb,
            () ->
                MaskingEngine.profile(
                    in, ReadOptions.defaults().withThreads(threads), Progress.NONE));
    MaskingPlan plan =
        timed(
            "propose, with census",
            mb,
            () ->
                MaskingEngine.propose(
                    in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE));
    timed("mask", mb, () -> MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE));
    timed(
        "verify",
        mb,
        () -> {
          boolean clean = MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE).clean();
          if (!clean) {
            throw new IllegalStateException("The output is not clean.");
          }
          return clean;
        });
  }

  private static <T> T timed(String name, double mb, Step<T> step) throws Exception {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    T result = step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP)
            .mapToLong(p -> p.getPeakUsage().getUsed())
            .sum();
    System.out.printf(
        "%-22s %8.1f s %8.0f MB/s %6.0f MB of heap at most%n",
        name, seconds, mb / seconds, peak / 1e6);
    return result;
  }
}
