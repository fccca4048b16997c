package io.countersign.masking.bench;

import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.VerificationReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;

/**
 * Masks one table as CSV, JSON Lines and Parquet, and has DuckDB write it as Parquet without
 * masking in the same run: FILE.csv FOLDER [TIMES]. All rates are bytes of the CSV file.
 */
public final class FormatsRun {
  private static final MaskingKeys KEYS = MaskingKeys.of(List.of(new byte[32]));
  private static final MaskOptions OPTIONS =
      MaskOptions.defaults().withThreads(2).withOverwrite(true);

  private FormatsRun() {}

  private interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path csv = Path.of(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path json = folder.resolve("in.jsonl");
    Path parquet = folder.resolve("in.parquet");
    double mb = Files.size(csv) / 1e6;
    for (int i = 0; i < (args.length > 2 ? Integer.parseInt(args[2]) : 1); i++) {
      timed("DuckDB CSV to Parquet, zstd", mb, () -> duck(csv, parquet, "parquet, codec 'zstd'"));
      duck(csv, json, "json");
      all("CSV to CSV", mb, csv, folder.resolve("out.csv"));
      all("CSV to Parquet", mb, csv, folder.resolve("csv.parquet"));
      all("JSON Lines", mb, json, folder.resolve("out.jsonl"));
      all("Parquet", mb, parquet, folder.resolve("out.parquet"));
    }
  }

  private static void duck(Path in, Path out, String format) throws Exception {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement()) {
      s.execute("set threads = 2");
      s.execute(
          "copy (from read_csv('%s', all_varchar = true)) to '%s' (format %s)"
              .formatted(in, out, format));
    }
  }

  private static void all(String name, double mb, Path in, Path out) throws Exception {
    DatasetProfile profile =
        MaskingEngine.profile(in, ReadOptions.defaults().withThreads(2), Progress.NONE);
    MaskingPlan plan =
        MaskingEngine.propose(in, profile, ProposeOptions.withKey(KEYS.primaryId()), Progress.NONE);
    timed(
        name + ", mask", mb, () -> MaskingEngine.mask(in, out, plan, KEYS, OPTIONS, Progress.NONE));
    timed(
        name + ", verify",
        mb,
        () -> {
          VerificationReport r = MaskingEngine.verify(in, out, plan, KEYS, OPTIONS, Progress.NONE);
          if (!r.clean()) {
            throw new IllegalStateException(r.toJson());
          }
        });
  }

  private static void timed(String name, double mb, Step step) throws Exception {
    long cpu = cpu();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpu() - cpu) / 1e9;
    System.out.printf(
        "%-28s %6.2f s %7.1f MB/s wall %7.1f MB/s per CPU-second%n",
        name, seconds, mb / seconds, mb / cpuSeconds);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
