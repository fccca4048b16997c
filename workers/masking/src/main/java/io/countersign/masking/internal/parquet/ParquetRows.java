package io.countersign.masking.internal.parquet;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of Parquet files. Columns that a plan keeps are read as well, to be scanned, unless their
 * type says what they hold: times, truth values, UUIDs.
 */
public final class ParquetRows implements RowFormat {
  private final MaskingPlan plan;

  public ParquetRows(MaskingPlan plan) {
    this.plan = plan;
  }

  @Override
  public RowBlock block() {
    return new ParquetBlock(plan.columns().size());
  }

  @Override
  public RowSource open(Path file, int maxRecord) throws DatasetException {
    return source(file, plan, maxRecord);
  }

  static ParquetSource source(Path file, MaskingPlan plan, int maxRecord) throws DatasetException {
    return ParquetSource.open(
        file,
        leaves -> {
          List<String> names = plan.columns().stream().map(ColumnPlan::name).toList();
          if (!names.equals(leaves.stream().map(Leaf::path).toList())) {
            throw DatasetException.of(
                Kind.PLAN_MISMATCH,
                file,
                "the columns of the plan are not the columns of the file.");
          }
          boolean[] wanted = new boolean[names.size()];
          for (ColumnPlan column : plan.columns()) {
            boolean keep = column.transform().kind() == Transform.Kind.KEEP;
            wanted[column.index()] = !keep || !leaves.get(column.index()).speaksForItself();
          }
          return wanted;
        },
        maxRecord);
  }

  /** Done on opening, since the footer has to be read anyway. */
  @Override
  public void checkColumns(Path file) {}

  @Override
  public DatasetException locate(Path file, CsvFault fault, List<String> columns) {
    return located(file, fault, columns);
  }

  static DatasetException located(Path file, CsvFault fault, List<String> columns) {
    int i = fault.column();
    String column = i >= 0 && i < columns.size() ? columns.get(i) : null;
    return DatasetException.at(fault.kind(), file, -1, column, fault.offset(), fault.detail());
  }
}
