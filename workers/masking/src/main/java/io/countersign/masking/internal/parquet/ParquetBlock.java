package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.rows.RowBlock;
import java.util.Arrays;

/** Some rows of one row group: their values as text, and the levels of all entries. */
final class ParquetBlock implements RowBlock {
  private final Block block = new Block(1 << 19);
  private final CellIndex index = CellIndex.ofListedCells();
  final Levels[] levels;

  /** Number of the row group. */
  int group;

  /** Whether the row group ends with this block. */
  boolean last;

  /** For each cell the number of its entry within the block. */
  int[] entry = new int[4096];

  ParquetBlock(int columns) {
    levels = new Levels[columns];
    for (int i = 0; i < columns; i++) {
      levels[i] = new Levels();
    }
  }

  /** Repetition and definition levels of the entries of a column. */
  static final class Levels {
    byte[] repetition = new byte[256];
    byte[] definition = new byte[256];
    int count;

    void add(int rep, int def) {
      if (count == repetition.length) {
        repetition = Arrays.copyOf(repetition, count * 2);
        definition = Arrays.copyOf(definition, count * 2);
      }
      repetition[count] = (byte) rep;
      definition[count++] = (byte) def;
    }
  }

  void begin(int rowGroup) {
    group = rowGroup;
    last = false;
    block.length = 0;
    index.begin();
    for (Levels l : levels) {
      l.count = 0;
    }
  }

  void cell(int column, int from, int to) {
    if (index.cells() == entry.length) {
      entry = Arrays.copyOf(entry, entry.length * 2);
    }
    entry[index.cells()] = levels[column].count - 1;
    index.list(column, from, to);
  }

  @Override
  public Block cells() {
    return block;
  }

  @Override
  public CellIndex index() {
    return index;
  }

  /** The source has found the cells. */
  @Override
  public void parse() {}

  /** Values have no place of their own in the file. */
  @Override
  public long offset(int position) {
    return -1;
  }
}
