package io.countersign.masking.internal.rows;

import io.countersign.masking.internal.csv.CsvFault;
import java.io.Closeable;
import java.io.IOException;

/** One whole reading of a file that also takes its digest. */
public interface RowSource extends Closeable {

  /** Fills a block that the same format made; false at the end of the data. */
  boolean next(RowBlock block) throws IOException, CsvFault;

  /** Where the content goes on after the last block, in bytes of the unpacked UTF-8 content. */
  default long position() {
    return -1;
  }

  /** Starts at a place that {@link #position()} gave in an earlier reading. */
  default void startAt(long position) throws IOException {
    throw new UnsupportedOperationException("This format is read from its start.");
  }

  /** Bytes of the file that were read so far. */
  long bytes();

  /** Lower-case hex of the SHA-256 of the whole file; to be called once, at the end. */
  String hex() throws IOException;
}
