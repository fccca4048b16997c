package io.countersign.masking.internal.names;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.rows.RowBlock;

/** The name pairs of one block's rows. */
final class NamesSlot implements BlockPipeline.Slot {
  final RowBlock rows;
  private final boolean[] named;
  private final NamePairs names = new NamePairs();

  final HashList pairs = new HashList();
  final HashList words = new HashList();

  NamesSlot(MaskingPlan plan, RowBlock rows) {
    this.rows = rows;
    named = new boolean[plan.columns().size()];
    plan.columns().stream()
        .filter(c -> c.dataClass() == DataClass.PERSON && c.transform().replacesCells())
        .forEach(c -> named[c.index()] = true);
  }

  @Override
  public void work() throws CsvFault {
    pairs.clear();
    words.clear();
    rows.parse();
    CellIndex index = rows.index();
    byte[] bytes = rows.cells().bytes;
    for (int row = rows.firstRow(); row < index.rows(); row++) {
      names.begin();
      int end = index.endCell(row);
      for (int cell = index.firstCell(row); cell < end; cell++) {
        if (named[index.column(row, cell)]) {
          names.cell(bytes, index.start(cell), index.end(cell));
        }
      }
      names.words(words::addNew);
      names.end(pairs::addNew);
    }
  }
}
