package io.countersign.masking.internal.rows;

import io.countersign.masking.internal.csv.CsvFault;

/** Makes output of a masked block, on a worker thread; one per slot. */
public interface BlockEncoder {
  void encode(RowBlock rows, Edits edits) throws CsvFault;
}
