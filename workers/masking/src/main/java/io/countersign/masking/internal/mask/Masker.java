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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run of a plan over a file. */
public final class Masker {
  /** Makes what writes the output's format. */
  @FunctionalInterface
  public interface OutputMaker {
    TableOutput open(AtomicOutput output) throws DatasetException;
  }

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
  private long rows;

  public Masker(
      RowFormat format,
      OutputMaker outputs,
      Path in,
      Path out,
      MaskingPlan plan,
      MaskingKeys keys,
      MaskOptions options) {
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
    Meter meter = new Meter(progress, plan.inputBytes());
    try (AtomicOutput output = AtomicOutput.open(out, options.overwrite());
        RowSource input = format.open(in, options.maxCellBytes());
        TableOutput table = outputs.open(output)) {
      new BlockPipeline<>(
              options.threads(),
              () -> new MaskSlot(plan, keys, keyId, names, format.block(), table.encoder()))
          .run(
              slot -> input.next(slot.source),
              slot -> {
                write(table, slot);
                rows += slot.rows;
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
    }
  }

  /** A pass of its own: a row may mention somebody whose row comes later. */
  private TableNames names() throws DatasetException {
    if (!TableNames.matter(plan)) {
      return TableNames.none();
    }
    try (RowSource input = format.open(in, options.maxCellBytes())) {
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
