package io.countersign.masking.internal.mask;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.MaskingReport;
import io.countersign.masking.Progress;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.io.AtomicOutput;
import io.countersign.masking.internal.io.Meter;
import io.countersign.masking.internal.names.TableNames;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import io.countersign.masking.internal.rows.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run of a plan over a file. */
public final class Masker {
  /** Makes what writes the output's format. */
  @FunctionalInterface
  public interface OutputMaker {
    TableOutput open(AtomicOutput output) throws DatasetException;
  }

  private static final long CHECKPOINT = 64 << 20;

  private final RowFormat format;
  private final OutputMaker outputs;
  private final Path in;
  private final Path out;
  private final MaskingPlan plan;
  private final MaskingKeys keys;
  private final MaskOptions options;
  private final String keyId;
  private final long[] masked;
  private final long[] late;
  private final long[] perClass = new long[DataClass.values().length];
  private final long stride;
  private long rows;
  private long suppressed;
  private long saved;

  public Masker(
      RowFormat format,
      OutputMaker outputs,
      Path in,
      Path out,
      MaskingPlan plan,
      MaskingKeys keys,
      MaskOptions options) {
    this(format, outputs, in, out, plan, keys, options, CHECKPOINT);
  }

  /**
   * @param stride bytes of output between two checkpoints
   */
  Masker(
      RowFormat format,
      OutputMaker outputs,
      Path in,
      Path out,
      MaskingPlan plan,
      MaskingKeys keys,
      MaskOptions options,
      long stride) {
    this.stride = stride;
    this.format = format;
    this.outputs = outputs;
    this.in = in;
    this.out = out;
    this.plan = plan;
    this.keys = keys;
    this.options = options;
    this.keyId =
        plan.columns().stream()
            .map(ColumnPlan::keyId)
            .filter(id -> !id.isEmpty())
            .findFirst()
            .orElse(keys.primaryId());
    masked = new long[plan.columns().size()];
    late = new long[plan.columns().size()];
  }

  public MaskingReport run(Progress progress) throws DatasetException {
    long start = System.nanoTime();
    Plans.check(in, plan, keys);
    format.checkColumns(in);
    if (in.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw DatasetException.of(
          Kind.DESTINATION_EXISTS, out, "this is the input. Choose another destination.");
    }
    TableNames names = names();
    Census census = census();
    Path journal = Checkpoint.file(out);
    boolean opened = false;
    Meter meter = new Meter(progress, plan.inputBytes());
    try (AtomicOutput output = AtomicOutput.open(out, options.overwrite());
        RowSource input = format.open(in, options.maxCellBytes());
        TableOutput table = outputs.open(output)) {
      opened = true;
      goOn(journal, table, output, input);
      new BlockPipeline<>(
              options.threads(),
              () -> new MaskSlot(plan, keys, keyId, names, census, format.block(), table.encoder()))
          .run(
              slot -> {
                boolean more = input.next(slot.source);
                slot.end = input.position();
                return more;
              },
              slot -> {
                write(table, slot);
                rows += slot.rows;
                checkpoint(journal, table, output, slot.end);
                meter.at(input.bytes(), rows);
              });
      String inputSha256 = input.hex();
      Plans.checkDigest(in, plan, inputSha256);
      table.finish();
      String outputSha256 = output.commit();
      meter.done(input.bytes(), rows);
      return report(inputSha256, input.bytes(), outputSha256, output.bytes(), start);
    } catch (CsvFault e) {
      throw format.locate(in, e, plan.columns().stream().map(ColumnPlan::name).toList());
    } catch (UncheckedDataset e) {
      throw e.cause();
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    } finally {
      // Only a killed process leaves it, and the hidden output that belongs to it.
      if (opened) {
        remove(journal);
      }
    }
  }

  private String runId() {
    return plan.digest() + " " + keyId;
  }

  /** Continues what a killed process has left, where that was this very run. */
  private void goOn(Path journal, TableOutput table, AtomicOutput output, RowSource input)
      throws IOException, DatasetException {
    Checkpoint from =
        table.resumable()
            ? Checkpoint.load(journal, runId(), masked.length, perClass.length)
            : null;
    if (from == null || !output.continueAt(from.outputBytes(), from.outputSha256())) {
      return;
    }
    input.startAt(from.inputOffset());
    System.arraycopy(from.masked(), 0, masked, 0, masked.length);
    System.arraycopy(from.late(), 0, late, 0, late.length);
    System.arraycopy(from.perClass(), 0, perClass, 0, perClass.length);
    rows = from.rows();
    suppressed = from.suppressed();
    saved = from.outputBytes();
  }

  private void checkpoint(Path journal, TableOutput table, AtomicOutput output, long inputOffset)
      throws IOException {
    if (!table.resumable() || inputOffset < 0 || output.bytes() - saved < stride) {
      return;
    }
    saved = output.bytes();
    try {
      new Checkpoint(
              runId(), inputOffset, saved, output.sync(), rows, suppressed, masked, late, perClass)
          .save(journal);
    } catch (DatasetException e) {
      throw new UncheckedDataset(e);
    }
  }

  private static void remove(Path journal) {
    try {
      Files.deleteIfExists(journal);
    } catch (IOException e) {
      // The next run looks at whether it fits.
    }
  }

  /** The rows of each combination, where the plan suppresses rare ones. */
  private @Nullable Census census() throws DatasetException {
    if (plan.suppressBelow() == 0) {
      return null;
    }
    if (plan.format().equals(MaskingPlan.PARQUET)) {
      throw DatasetException.of(
          Kind.UNSUPPORTED_FORMAT,
          in,
          "rows of Parquet files cannot be suppressed. Generalise their columns further.");
    }
    Census census = Census.of(in, format, plan, options.maxCellBytes(), options.threads());
    if (!census.exact()) {
      throw DatasetException.of(
          Kind.PLAN_INVALID,
          in,
          "more than a million combinations of quasi-identifiers occur, so that rare ones cannot be"
              + " told. Generalise these columns further.");
    }
    return census;
  }

  /** A pass of its own: a row may mention somebody whose row comes later. */
  private TableNames names() throws DatasetException {
    if (!TableNames.matter(plan)) {
      return TableNames.none();
    }
    try (RowSource input = format.openAgain(in, options.maxCellBytes())) {
      return TableNames.read(plan, format, input, options.threads());
    } catch (CsvFault e) {
      throw format.locate(in, e, plan.columns().stream().map(ColumnPlan::name).toList());
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
  }

  private void write(TableOutput table, MaskSlot slot) throws IOException {
    try {
      table.append(slot.encoder);
    } catch (DatasetException e) {
      throw new UncheckedDataset(e);
    }
    add(slot.maskedPerColumn, masked);
    add(slot.latePerColumn, late);
    add(slot.perClass, perClass);
    suppressed += slot.suppressed;
    slot.suppressed = 0;
  }

  /** Moves the counts of a slot into the totals. */
  private static void add(long[] from, long[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
      from[i] = 0;
    }
  }

  private MaskingReport report(
      String inputSha256, long inputBytes, String outputSha256, long outputBytes, long start) {
    List<MaskingReport.Column> columns = new ArrayList<>();
    long cells = 0;
    long lateCells = 0;
    for (ColumnPlan c : plan.columns()) {
      int i = c.index();
      cells += masked[i];
      lateCells += late[i];
      columns.add(
          new MaskingReport.Column(
              c.name(), c.dataClass(), c.transform().toString(), masked[i], late[i]));
    }
    Map<String, Long> classes = new TreeMap<>();
    for (DataClass c : DataClass.values()) {
      if (perClass[c.ordinal()] > 0) {
        classes.put(c.name(), perClass[c.ordinal()]);
      }
    }
    boolean keyed =
        plan.columns().stream().anyMatch(c -> c.transform().kind() != Transform.Kind.KEEP)
            || lateCells > 0;
    return new MaskingReport(
        plan.digest(),
        plan.detectorVersion(),
        inputSha256,
        inputBytes,
        outputSha256,
        outputBytes,
        rows,
        cells,
        lateCells,
        classes,
        columns,
        keyed ? List.of(keyId) : List.of(),
        suppressed,
        plan.census(),
        (System.nanoTime() - start) / 1e9);
  }

  /** Carries a fault of the destination through the pipeline. */
  private static final class UncheckedDataset extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final DatasetException fault;

    UncheckedDataset(DatasetException fault) {
      super(fault);
      this.fault = fault;
    }

    DatasetException cause() {
      return fault;
    }
  }
}
