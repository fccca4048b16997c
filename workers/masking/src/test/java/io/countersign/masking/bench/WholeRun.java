package io.countersign.masking.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.VerificationReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs all steps over one file and prints wall and CPU throughput: FILE OUT [THREADS [TIMES]]. */
public final class WholeRun {
  private WholeRun() {}

  private interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path in = Path.of(args[0]);
    Path out = Path.of(args[1]);
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    int times = args.length > 3 ? Integer.parseInt(args[3]) : 1;
    double mb = Files.size(in) / 1e6;
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    DatasetProfile[] profile = new DatasetProfile[1];
    MaskingPlan[] plan = new MaskingPlan[1];
    MaskOptions options = MaskOptions.defaults().withThreads(threads).withOverwrite(true);
    for (int i = 0; i < times; i++) {
      timed("copy with FastCSV", mb, () -> copy(in, out));
      timed(
          "profile",
          mb,
          () ->
              profile[0] =
                  MaskingEngine.profile(
                      in, ReadOptions.defaults().withThreads(threads), Progress.NONE));
      timed(
          "propose",
          mb,
          () ->
              plan[0] =
                  MaskingEngine.propose(
                      in, profile[0], ProposeOptions.withKey(keys.primaryId()), Progress.NONE));
      timed(
          "mask",
          mb,
          () -> {
            MaskingReport r = MaskingEngine.mask(in, out, plan[0], keys, options, Progress.NONE);
            if (r.rows() != profile[0].rows()) {
              throw new IllegalStateException("rows");
            }
          });
      timed(
          "verify",
          mb,
          () -> {
            VerificationReport r =
                MaskingEngine.verify(in, out, plan[0], keys, options, Progress.NONE);
            if (!r.clean()) {
              throw new IllegalStateException(r.toJson());
            }
          });
    }
  }

  /** The yardstick: reads and writes all cells, masks nothing. */
  private static void copy(Path in, Path out) throws Exception {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(in);
        CsvWriter writer = CsvWriter.builder().build(out)) {
      for (CsvRecord record : reader) {
        writer.writeRecord(record.getFields());
      }
    }
  }

  private static void timed(String name, double mb, Step step) throws Exception {
    long cpu = cpu();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpu() - cpu) / 1e9;
    System.out.printf(
        "%-18s %6.2f s %7.1f MB/s wall %7.1f MB/s per CPU-second%n",
        name, seconds, mb / seconds, mb / cpuSeconds);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
