package io.countersign.masking.internal.rows;

import io.countersign.masking.DatasetException;
import java.io.Closeable;
import java.io.IOException;

/** Writes what the encoders of a run made, in order. */
public interface TableOutput extends Closeable {

  /** An encoder for one slot. */
  BlockEncoder encoder();

  /** Takes what the encoder made of its last block. */
  void append(BlockEncoder encoder) throws IOException, DatasetException;

  /** Whether the output may be continued after any block. */
  default boolean resumable() {
    return false;
  }

  /** Completes the output; nothing is appended after it. */
  void finish() throws IOException, DatasetException;

  @Override
  void close();
}
