package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.rows.BlockEncoder;
import io.countersign.masking.internal.rows.Edits;
import io.countersign.masking.internal.rows.RowBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a page of every column that is rewritten, and notes what is replaced in others. */
final class ParquetEncoder implements BlockEncoder {
  private final @Nullable PageBuilder[] builders;
  private final boolean[] replaceable;
  private final ParquetBlock.Levels[] csvLevels;
  private byte[] scratch = new byte[256];

  /** Pages by column; null where a column has none. */
  final PageBuilder.@Nullable Page[] pages;

  /** Replaced values of columns that are otherwise copied. */
  final List<Late> late = new ArrayList<>();

  int rows;
  int group;
  boolean last;
  int[] entries = new int[0];

  /**
   * A replaced value.
   *
   * @param entry within the block
   */
  record Late(int column, long entry, byte[] value) {}

  /**
   * @param builders of the columns that are rewritten
   * @param replaceable whether a value of another column can be replaced without another type
   */
  ParquetEncoder(@Nullable PageBuilder[] builders, boolean[] replaceable) {
    this.builders = builders;
    this.replaceable = replaceable;
    pages = new PageBuilder.Page[builders.length];
    csvLevels = new ParquetBlock.Levels[builders.length];
    for (int i = 0; i < builders.length; i++) {
      csvLevels[i] = new ParquetBlock.Levels();
    }
  }

  @Override
  public void encode(RowBlock source, Edits edits) throws CsvFault {
    CellIndex index = source.index();
    ParquetBlock parquet = source instanceof ParquetBlock p ? p : null;
    begin();
    rows = index.rows() - source.firstRow();
    int edit = 0;
    for (int row = source.firstRow(); row < index.rows(); row++) {
      int endCell = index.endCell(row);
      for (int cell = index.firstCell(row); cell < endCell; cell++) {
        int column = index.column(row, cell);
        int s = index.start(cell);
        int e = index.end(cell);
        boolean edited = edit < edits.count() && edits.start(edit) < e && edits.start(edit) >= s;
        PageBuilder builder = builders[column];
        if (builder == null && edited && parquet != null) {
          edit = late(parquet, cell, column, edits, edit);
        } else if (builder != null) {
          boolean absent = parquet == null && s == e && !index.quoted(cell);
          if (parquet == null) {
            csvLevels[column].add(0, absent ? 0 : 1);
          }
          if (!absent) {
            edit = value(source, cell, builder, edits, edit);
          }
        }
      }
    }
    end(parquet);
  }

  private void begin() {
    late.clear();
    for (int i = 0; i < builders.length; i++) {
      csvLevels[i].count = 0;
      PageBuilder builder = builders[i];
      if (builder != null) {
        builder.begin();
      }
    }
  }

  private void end(@Nullable ParquetBlock parquet) throws CsvFault {
    entries = Arrays.copyOf(entries, builders.length);
    try {
      for (int i = 0; i < builders.length; i++) {
        ParquetBlock.Levels levels = parquet == null ? csvLevels[i] : parquet.levels[i];
        entries[i] = levels.count;
        PageBuilder builder = builders[i];
        pages[i] = builder == null || levels.count == 0 ? null : builder.end(levels);
      }
    } catch (IOException e) {
      throw new CsvFault(Kind.IO, -1, -1, String.valueOf(e.getMessage()));
    }
    group = parquet == null ? 0 : parquet.group;
    last = parquet != null && parquet.last;
  }

  /** Appends a value with its replacements; returns the next edit. */
  private int value(RowBlock source, int cell, PageBuilder builder, Edits edits, int firstEdit) {
    CellIndex index = source.index();
    byte[] b = source.cells().bytes;
    boolean doubled = index.escaped(cell);
    int position = index.start(cell);
    int e = index.end(cell);
    int edit = firstEdit;
    builder.beginValue();
    while (edit < edits.count() && edits.start(edit) >= position && edits.end(edit) <= e) {
      plain(builder, b, position, edits.start(edit), doubled, index.quote());
      int n = write(edits, edit);
      builder.append(scratch, 0, n);
      position = edits.end(edit++);
    }
    plain(builder, b, position, e, doubled, index.quote());
    builder.endValue();
    return edit;
  }

  private int write(Edits edits, int edit) {
    if (scratch.length < edits.bound(edit)) {
      scratch = new byte[edits.bound(edit) * 2];
    }
    return edits.write(edit, scratch, 0);
  }

  /** Appends what is not replaced, with doubled quotes undone. */
  private static void plain(
      PageBuilder builder, byte[] b, int from, int to, boolean doubled, byte quote) {
    int s = from;
    if (doubled) {
      for (int i = from; i + 1 < to; i++) {
        if (b[i] == quote && b[i + 1] == quote) {
          builder.append(b, s, i + 1);
          i++;
          s = i + 1;
        }
      }
    }
    builder.append(b, s, to);
  }

  private int late(ParquetBlock block, int cell, int column, Edits edits, int firstEdit)
      throws CsvFault {
    if (!replaceable[column]) {
      throw new CsvFault(
          Kind.LATE_IDENTIFIER,
          -1,
          column,
          "an identifier in a column of numbers that the plan keeps; a token cannot stand there."
              + " Give the column a transform and have the plan reviewed again.");
    }
    PageBuilder one = new PageBuilder(0, 0);
    one.begin();
    int next = value(block, cell, one, edits, firstEdit);
    late.add(new Late(column, block.entry[cell], one.lastValue()));
    return next;
  }
}
