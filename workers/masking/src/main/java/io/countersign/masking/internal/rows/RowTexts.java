package io.countersign.masking.internal.rows;

import io.countersign.masking.internal.csv.CellIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows as texts, for people to look at. */
public final class RowTexts {
  private RowTexts() {}

  /** At most {@code most} rows of a block; several cells of one column are joined. */
  public static List<List<String>> of(RowBlock block, int columns, int most) {
    CellIndex index = block.index();
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < Math.min(most, index.rows()); row++) {
      List<StringBuilder> cells = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        cells.add(new StringBuilder());
      }
      for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
        StringBuilder text = cells.get(index.column(row, cell));
        int s = index.start(cell);
        text.append(text.isEmpty() ? "" : ", ")
            .append(
                new String(block.cells().bytes, s, index.end(cell) - s, StandardCharsets.UTF_8));
      }
      rows.add(cells.stream().map(StringBuilder::toString).toList());
    }
    return rows;
  }
}
