package io.countersign.masking.internal.rows;

import io.countersign.masking.internal.csv.CsvFault;
import java.io.Closeable;
import java.io.IOException;

/** One whole reading of a file that also takes its digest. */
public interface RowSource extends Closeable {

  /** Fills a block that the same format made; false at the end of the data. */
  boolean next(RowBlock block) throws IOException, CsvFault;

  /** Bytes of the file that were read so far. */
  long bytes();

  /** Lower-case hex of the SHA-256 of the whole file; to be called once, at the end. */
  String hex() throws IOException;
}
