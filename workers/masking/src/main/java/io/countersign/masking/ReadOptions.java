package io.countersign.masking;

import io.countersign.masking.internal.io.Encodings;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How to read a dataset; what is null is detected.
 *
 * @param delimiter overrides detection
 * @param quote overrides detection
 * @param header whether the first record names the columns; without, they are called column_1 …
 * @param encoding overrides detection; a name that {@link java.nio.charset.Charset} knows
 * @param maxCellBytes a larger record is refused; it bounds the memory
 * @param threads workers beside the calling thread; 0 takes one per processor
 */
public record ReadOptions(
    @Nullable Character delimiter,
    @Nullable Character quote,
    boolean header,
    @Nullable String encoding,
    int maxCellBytes,
    int threads) {

  public static final int DEFAULT_MAX_CELL_BYTES = 16 << 20;

  public static ReadOptions defaults() {
    return new ReadOptions(null, null, true, null, DEFAULT_MAX_CELL_BYTES, 0);
  }

  public ReadOptions withDelimiter(char value) {
    return new ReadOptions(value, quote, header, encoding, maxCellBytes, threads);
  }

  public ReadOptions withQuote(char value) {
    return new ReadOptions(delimiter, value, header, encoding, maxCellBytes, threads);
  }

  public ReadOptions withHeader(boolean value) {
    return new ReadOptions(delimiter, quote, value, encoding, maxCellBytes, threads);
  }

  /**
   * The encoding of the file, whatever it looks like.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public ReadOptions withEncoding(String value) {
    if (!Encodings.known(value)) {
      throw new IllegalArgumentException("There is no encoding \"" + value + "\".");
    }
    String canonical = Charset.forName(value).name();
    return new ReadOptions(delimiter, quote, header, canonical, maxCellBytes, threads);
  }

  public ReadOptions withMaxCellBytes(int value) {
    return new ReadOptions(delimiter, quote, header, encoding, value, threads);
  }

  public ReadOptions withThreads(int value) {
    return new ReadOptions(delimiter, quote, header, encoding, maxCellBytes, value);
  }
}
