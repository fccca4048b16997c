package io.countersign.masking.internal.rows;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvHeader;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.csv.RecordCutter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Rows of CSV files. */
public final class CsvRows implements RowFormat {
  /** So small that a block and what is made of it stay in the processor's cache. */
  public static final int SMALL = 1 << 17;

  /** Large enough for pages of columns. */
  public static final int LARGE = 1 << 19;

  private final MaskingPlan plan;
  private final int blockBytes;

  public CsvRows(MaskingPlan plan, int blockBytes) {
    this.plan = plan;
    this.blockBytes = blockBytes;
  }

  @Override
  public RowBlock block() {
    return new CsvBlock(plan, blockBytes);
  }

  @Override
  public RowSource open(Path file, int maxRecord) throws DatasetException {
    return new Source(CsvSource.content(file, plan.dialect().encoding()), plan, maxRecord);
  }

  @Override
  public RowSource openAgain(Path file, int maxRecord) throws DatasetException {
    return new Source(CsvSource.undigested(file, plan.dialect().encoding()), plan, maxRecord);
  }

  @Override
  public void checkColumns(Path file) throws DatasetException {
    List<String> names = CsvHeader.read(file, plan.dialect(), plan.inputBytes()).names();
    if (!names.equals(plan.columns().stream().map(ColumnPlan::name).toList())) {
      throw DatasetException.of(
          Kind.PLAN_MISMATCH, file, "the columns of the plan are not the columns of the file.");
    }
  }

  @Override
  public DatasetException locate(Path file, CsvFault fault, List<String> columns) {
    return CsvSource.locate(file, plan.dialect().encoding(), fault, columns);
  }

  private static final class CsvBlock implements RowBlock {
    private final Block block;
    private final CellIndex index;
    private final int columns;
    private final int bomBytes;
    private final boolean header;

    CsvBlock(MaskingPlan plan, int blockBytes) {
      block = new Block(blockBytes);
      index = new CellIndex(plan.dialect());
      columns = plan.columns().size();
      bomBytes = plan.dialect().bom() ? 3 : 0;
      header = plan.dialect().header();
    }

    @Override
    public Block cells() {
      return block;
    }

    @Override
    public CellIndex index() {
      return index;
    }

    @Override
    public void parse() throws CsvFault {
      index.parse(block, block.first() ? bomBytes : 0, columns);
    }

    @Override
    public int firstRow() {
      return block.first() && header ? 1 : 0;
    }
  }

  private static final class Source implements RowSource {
    private final CsvSource.Content content;
    private final RecordCutter cutter;

    Source(CsvSource.Content content, MaskingPlan plan, int maxRecord) {
      this.content = content;
      cutter = new RecordCutter(content.stream(), plan.dialect(), maxRecord);
    }

    @Override
    public boolean next(RowBlock block) throws IOException, CsvFault {
      return cutter.next(block.cells());
    }

    @Override
    public long position() {
      return cutter.position();
    }

    @Override
    public void startAt(long position) throws IOException {
      cutter.startAt(position);
    }

    @Override
    public long bytes() {
      return content.bytes();
    }

    @Override
    public String hex() throws IOException {
      return content.hex();
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
