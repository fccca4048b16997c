package io.countersign.masking.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingPlan.TokenMac;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.Transform;
import io.countersign.masking.VerificationReport;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Masks one file of {@link Customers} in several ways and prints, for each, the best wall and CPU
 * throughput of all rounds: FILE OUT [THREADS [ROUNDS]]. Yardsticks in the same run are a copy of
 * all cells with FastCSV, which masks nothing, and, where its driver is on the class path, DuckDB
 * doing comparable masking in SQL.
 */
public final class WholeRun {
  private final Path in;
  private final Path out;
  private final int threads;
  private final double mb;
  private final MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
  private final Map<String, double[]> best = new LinkedHashMap<>();

  private WholeRun(Path in, Path out, int threads) throws Exception {
    this.in = in;
    this.out = out;
    this.threads = threads;
    mb = Files.size(in) / 1e6;
  }

  private interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int threads = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    WholeRun run = new WholeRun(Path.of(args[0]), Path.of(args[1]), threads);
    for (int i = 0; i < rounds; i++) {
      run.round();
    }
    run.print();
  }

  private void round() throws Exception {
    timed("copy with FastCSV, no masking", this::copy);
    if (DuckDb.isThere()) {
      Files.deleteIfExists(out);
      timed("DuckDB, SHA-256 and regular expressions", () -> DuckDb.mask(in, out, threads));
    }
    ReadOptions reading = ReadOptions.defaults().withThreads(threads);
    DatasetProfile profile = MaskingEngine.profile(in, reading, Progress.NONE);
    timed("profile", () -> MaskingEngine.profile(in, reading, Progress.NONE));
    MaskingPlan plan =
        MaskingEngine.propose(in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
    mask("mask, AES-CMAC tokens, free text with people", plan);
    MaskOptions options = options();
    timed(
        "verify",
        () -> {
          VerificationReport r = MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE);
          if (!r.clean()) {
            throw new IllegalStateException(r.toJson());
          }
        });
    MaskingPlan kept = changed(plan, plan.tokenMac(), c -> text(c) ? keep(c) : c);
    mask("mask, AES-CMAC tokens, text scanned for forms", kept);
    mask("the same, two columns FF1", changed(kept, kept.tokenMac(), WholeRun::encrypted));
    mask("the same, HMAC-SHA256 tokens", changed(kept, TokenMac.HMAC_SHA256, c -> c));
  }

  private void mask(String name, MaskingPlan plan) throws Exception {
    timed(name, () -> MaskingEngine.mask(in, out, plan, keys, options(), Progress.NONE));
  }

  private MaskOptions options() {
    return MaskOptions.defaults().withThreads(threads).withOverwrite(true);
  }

  private static boolean text(ColumnPlan c) {
    return c.transform().kind() == Transform.Kind.TEXT;
  }

  private static ColumnPlan keep(ColumnPlan c) {
    return c.withTransform(Transform.KEEP);
  }

  private static ColumnPlan encrypted(ColumnPlan c) {
    boolean number = c.dataClass() == DataClass.CARD || c.dataClass() == DataClass.PHONE;
    return number ? c.withTransform(Transform.parse("fpe")) : c;
  }

  private static MaskingPlan changed(
      MaskingPlan plan, TokenMac mac, java.util.function.UnaryOperator<ColumnPlan> change) {
    List<ColumnPlan> columns = new ArrayList<>(plan.columns());
    columns.replaceAll(change);
    return new MaskingPlan(
        plan.format(),
        plan.inputSha256(),
        plan.inputBytes(),
        plan.rows(),
        plan.dialect(),
        plan.detectorVersion(),
        plan.domain(),
        mac,
        plan.onLateIdentifier(),
        columns);
  }

  private void copy() throws Exception {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(in);
        CsvWriter writer = CsvWriter.builder().build(out)) {
      for (CsvRecord record : reader) {
        writer.writeRecord(record.getFields());
      }
    }
  }

  private void timed(String name, Step step) throws Exception {
    long cpu = cpu();
    long start = System.nanoTime();
    step.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (cpu() - cpu) / 1e9;
    double[] figures = best.computeIfAbsent(name, n -> new double[2]);
    figures[0] = Math.max(figures[0], mb / seconds);
    figures[1] = Math.max(figures[1], mb / cpuSeconds);
  }

  private void print() {
    System.out.printf("%-48s %10s %10s%n", "best of all rounds", "MB/s wall", "MB/CPU-s");
    best.forEach((name, f) -> System.out.printf("%-48s %10.0f %10.0f%n", name, f[0], f[1]));
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
