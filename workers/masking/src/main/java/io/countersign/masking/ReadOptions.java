package io.countersign.masking;

import org.jspecify.annotations.Nullable;

/**
 * How to read a dataset; what is null is detected.
 *
 * @param delimiter overrides detection
 * @param quote overrides detection
 * @param header whether the first record names the columns; without, they are called column_1 …
 * @param maxCellBytes a larger record is refused; it bounds the memory
 * @param threads workers beside the calling thread; 0 takes one per processor
 */
public record ReadOptions(
    @Nullable Character delimiter,
    @Nullable Character quote,
    boolean header,
    int maxCellBytes,
    int threads) {

  public static final int DEFAULT_MAX_CELL_BYTES = 16 << 20;

  public static ReadOptions defaults() {
    return new ReadOptions(null, null, true, DEFAULT_MAX_CELL_BYTES, 0);
  }

  public ReadOptions withDelimiter(char value) {
    return new ReadOptions(value, quote, header, maxCellBytes, threads);
  }

  public ReadOptions withQuote(char value) {
    return new ReadOptions(delimiter, value, header, maxCellBytes, threads);
  }

  public ReadOptions withHeader(boolean value) {
    return new ReadOptions(delimiter, quote, value, maxCellBytes, threads);
  }

  public ReadOptions withMaxCellBytes(int value) {
    return new ReadOptions(delimiter, quote, header, value, threads);
  }

  public ReadOptions withThreads(int value) {
    return new ReadOptions(delimiter, quote, header, maxCellBytes, value);
  }
}
