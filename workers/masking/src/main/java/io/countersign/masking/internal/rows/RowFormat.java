package io.countersign.masking.internal.rows;

import io.countersign.masking.DatasetException;
import io.countersign.masking.internal.csv.CsvFault;
import java.nio.file.Path;
import java.util.List;

/** How the rows of a plan's input, or of what was made of it, are read. */
public interface RowFormat {

  /** An empty block for one slot. */
  RowBlock block();

  /**
   * @param maxRecord bytes; a larger record is refused
   */
  RowSource open(Path file, int maxRecord) throws DatasetException;

  /** Like {@link #open}, for a reading whose digest nobody will ask for. */
  default RowSource openAgain(Path file, int maxRecord) throws DatasetException {
    return open(file, maxRecord);
  }

  /**
   * Checks what can be known of the columns without reading the data.
   *
   * @throws DatasetException PLAN_MISMATCH when they are not those of the plan
   */
  void checkColumns(Path file) throws DatasetException;

  /** The fault with its line, as far as the format has lines. */
  DatasetException locate(Path file, CsvFault fault, List<String> columns);
}
