package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of JSON Lines: one object a line, with the values of a plan's paths as cells. */
public final class JsonRows implements RowFormat {
  private final Map<String, Integer> columns = new HashMap<>();

  public JsonRows(MaskingPlan plan) {
    plan.columns().forEach(c -> columns.put(c.name(), c.index()));
  }

  @Override
  public RowBlock block() {
    return new JsonBlock(this::column, JsonBlock.TYPICAL);
  }

  private int column(String path, long offset) throws CsvFault {
    Integer column = columns.get(path);
    if (column == null) {
      throw new CsvFault(
          Kind.CHANGED,
          offset,
          -1,
          "a member that the plan does not know. Propose a plan for the file as it is now.");
    }
    return column;
  }

  @Override
  public RowSource open(Path file, int maxRecord) throws DatasetException {
    return new Source(CsvSource.content(file), maxRecord);
  }

  /** Records name their members themselves. */
  @Override
  public void checkColumns(Path file) {}

  @Override
  public DatasetException locate(Path file, CsvFault fault, List<String> names) {
    return located(file, fault, names);
  }

  static DatasetException located(Path file, CsvFault fault, List<String> names) {
    DatasetException placed = CsvSource.locate(file, fault, null);
    int i = fault.column();
    return i < 0
        ? placed
        : DatasetException.at(
            fault.kind(), file, placed.line(), names.get(i), fault.offset(), fault.detail());
  }

  static final class Source implements RowSource {
    private final CsvSource.Content content;
    private final LineCutter cutter;

    Source(CsvSource.Content content, int maxRecord) {
      this.content = content;
      cutter = new LineCutter(content.stream(), maxRecord, JsonBlock.TYPICAL);
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
