package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;

/** A fault at an offset, before the engine has worked out its line; never leaves this library. */
public final class CsvFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final DatasetException.Kind kind;
  private final long offset;
  private final int column;

  /**
   * @param column counted from 0, or -1
   */
  public CsvFault(DatasetException.Kind kind, long offset, int column, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.offset = offset;
    this.column = column;
  }

  public DatasetException.Kind kind() {
    return kind;
  }

  public long offset() {
    return offset;
  }

  public int column() {
    return column;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
