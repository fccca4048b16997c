package io.countersign.masking.internal.jsonl;

import io.countersign.masking.internal.csv.CsvFault;

/** Knows the column of a path. */
@FunctionalInterface
interface Columns {
  /**
   * @param offset of the value in the file
   * @throws CsvFault where there is no column for the path
   */
  int of(String path, long offset) throws CsvFault;
}
