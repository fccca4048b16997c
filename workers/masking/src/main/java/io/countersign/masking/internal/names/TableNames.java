package io.countersign.masking.internal.names;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.DataClass;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import io.countersign.masking.internal.csv.BlockPipeline;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.rows.RowFormat;
import io.countersign.masking.internal.rows.RowSource;
import java.io.IOException;

/**
 * Everybody whom a table names, so that a mention in somebody else's row is found as well. A filter
 * of name pairs: it may take a pair for a name that is none (about once in a million), never the
 * other way round.
 */
public final class TableNames {
  private static final TableNames NOBODY = new TableNames(1);

  private final Bloom pairs;
  private final WordFilter words = new WordFilter();
  private boolean empty = true;

  private TableNames(long rows) {
    pairs = new Bloom(3 * Math.max(1, rows));
  }

  /** Whether a plan masks names and has text that could mention them. */
  public static boolean matter(MaskingPlan plan) {
    boolean text = false;
    boolean names = false;
    for (ColumnPlan column : plan.columns()) {
      text |= column.transform().kind() == Transform.Kind.TEXT;
      names |= column.dataClass() == DataClass.PERSON && column.transform().replacesCells();
    }
    return text && names;
  }

  /** No names. */
  public static TableNames none() {
    return NOBODY;
  }

  /** Reads the names of a table. */
  public static TableNames read(MaskingPlan plan, RowFormat format, RowSource source, int threads)
      throws IOException, CsvFault {
    TableNames names = new TableNames(plan.rows());
    new BlockPipeline<>(threads, () -> new NamesSlot(plan, format.block()))
        .run(slot -> source.next(slot.rows), names::take);
    return names;
  }

  private void take(NamesSlot slot) {
    for (int i = 0; i < slot.words.count; i++) {
      words.add(slot.words.values[i]);
    }
    pairs.addAll(slot.pairs.values, slot.pairs.count);
    empty &= slot.pairs.count == 0;
  }

  public boolean isEmpty() {
    return empty;
  }

  /** Whether a word may be one of a name; by its hash. */
  public boolean knowsWord(long word) {
    return words.mayContain(word);
  }

  /** Whether two words, in whichever order, name somebody in the table; by their hashes. */
  public boolean knows(long one, long other) {
    return pairs.mayContain(NamePairs.pair(one, other));
  }
}
