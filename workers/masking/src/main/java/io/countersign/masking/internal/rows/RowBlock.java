package io.countersign.masking.internal.rows;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;

/** A run of whole rows and where their cells are; reused from run to run by one slot. */
public interface RowBlock {

  /** What the cells of {@link #index()} point into. */
  Block cells();

  CellIndex index();

  /** Finds the cells; on a worker thread. */
  void parse() throws CsvFault;

  /** Where a place among the cells is in the file, or -1. */
  default long offset(int position) {
    return cells().offset + position;
  }

  /** The first row that is data: 1 where the block starts with a header, else 0. */
  default int firstRow() {
    return 0;
  }
}
