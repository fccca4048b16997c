package io.countersign.masking;

/**
 * How to run a plan; none of it changes the output.
 *
 * @param threads workers beside the calling thread; 0 takes one per processor
 * @param overwrite whether an existing destination is replaced
 * @param maxCellBytes a larger record is refused; it bounds the memory
 */
public record MaskOptions(int threads, boolean overwrite, int maxCellBytes) {

  public static MaskOptions defaults() {
    return new MaskOptions(0, false, ReadOptions.DEFAULT_MAX_CELL_BYTES);
  }

  public MaskOptions withThreads(int value) {
    return new MaskOptions(value, overwrite, maxCellBytes);
  }

  public MaskOptions withOverwrite(boolean value) {
    return new MaskOptions(threads, value, maxCellBytes);
  }

  public MaskOptions withMaxCellBytes(int value) {
    return new MaskOptions(threads, overwrite, value);
  }
}
