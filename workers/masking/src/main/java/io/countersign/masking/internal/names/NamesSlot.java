package io.countersign.masking.internal.names;

import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import java.util.Arrays;

/** The name pairs of one block's rows. */
final class NamesSlot implements BlockPipeline.Slot {
  private final Block block = new Block(1 << 19);
  private final CellIndex index;
  private final MaskingPlan plan;
  private final int[] columns;
  private final NamePairs names = new NamePairs();

  long[] pairs = new long[1 << 12];
  int count;

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
    count = 0;
    int width = plan.columns().size();
    index.parse(block, block.first() && plan.dialect().bom() ? 3 : 0, width);
    int first = block.first() && plan.dialect().header() ? 1 : 0;
    for (int row = first; row < index.rows(); row++) {
      names.begin();
      for (int column : columns) {
        int cell = row * width + column;
        names.cell(block.bytes, index.start(cell), index.end(cell));
      }
      names.end(this::add);
    }
  }

  private void add(long pair) {
    if (count == pairs.length) {
      pairs = Arrays.copyOf(pairs, count * 2);
    }
    pairs[count++] = pair;
  }
}
