package io.countersign.masking.internal.names;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;

/** The name pairs of one block's rows. */
final class NamesSlot implements BlockPipeline.Slot {
  private final Block block = new Block(1 << 17);
  private final CellIndex index;
  private final MaskingPlan plan;
  private final int[] columns;
  private final NamePairs names = new NamePairs();

  final HashList pairs = new HashList();
  final HashList words = new HashList();

  NamesSlot(MaskingPlan plan) {
    this.plan = plan;
    index = new CellIndex(plan.dialect());
    columns =
        plan.columns().stream()
            .filter(c -> c.dataClass() == DataClass.PERSON && c.transform().replacesCells())
            .mapToInt(c -> c.index())
            .toArray();
  }

  @Override
  public Block block() {
    return block;
  }

  @Override
  public void work() throws CsvFault {
    pairs.clear();
    words.clear();
    int width = plan.columns().size();
    index.parse(block, block.first() && plan.dialect().bom() ? 3 : 0, width);
    int first = block.first() && plan.dialect().header() ? 1 : 0;
    for (int row = first; row < index.rows(); row++) {
      names.begin();
      for (int column : columns) {
        int cell = row * width + column;
        names.cell(block.bytes, index.start(cell), index.end(cell));
      }
      names.words(words::addNew);
      names.end(pairs::addNew);
    }
  }
}
