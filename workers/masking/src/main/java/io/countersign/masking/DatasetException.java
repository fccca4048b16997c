package io.countersign.masking;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A dataset, plan, key or destination that cannot be used; the message names the place and what to
 * do. Nothing is left half-written when this is thrown. It never carries cell values.
 */
public final class DatasetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was wrong; stable, so that callers can map it to an outcome. */
  public enum Kind {
    EMPTY,
    RAGGED_ROW,
    UNCLOSED_QUOTE,
    STRAY_QUOTE,
    NUL_BYTE,
    BAD_ENCODING,
    BAD_JSON,
    DUPLICATE_MEMBER,
    TOO_DEEP,
    DUPLICATE_COLUMN,
    HEADER_LOOKS_LIKE_DATA,
    REPEATED_HEADER,
    CELL_TOO_LARGE,
    TOO_MANY_COLUMNS,
    UNSUPPORTED_FORMAT,
    DAMAGED_FILE,
    CHANGED,
    NOT_READABLE,
    DESTINATION_EXISTS,
    DESTINATION_NOT_WRITABLE,
    DESTINATION_BUSY,
    DISK_FULL,
    PLAN_MISMATCH,
    PLAN_INVALID,
    LATE_IDENTIFIER,
    KEY_PERMISSIONS,
    KEY_INVALID,
    IO
  }

  private final Kind kind;
  private final String file;
  private final long line;
  private final @Nullable String column;
  private final long byteOffset;

  private DatasetException(
      Kind kind,
      Path file,
      long line,
      @Nullable String column,
      long byteOffset,
      String detail,
      @Nullable Throwable cause) {
    super(place(file, line, column, byteOffset) + ": " + detail, cause);
    this.kind = kind;
    this.file = file.toString();
    this.line = line;
    this.column = column;
    this.byteOffset = byteOffset;
  }

  /** A fault of the file as a whole. */
  public static DatasetException of(Kind kind, Path file, String detail) {
    return new DatasetException(kind, file, -1, null, -1, detail, null);
  }

  /** A fault of the file as a whole, with what caused it. */
  public static DatasetException of(Kind kind, Path file, String detail, Throwable cause) {
    return new DatasetException(kind, file, -1, null, -1, detail, cause);
  }

  /** A fault at a place. {@code line} counts from 1, {@code byteOffset} from 0. */
  public static DatasetException at(
      Kind kind, Path file, long line, @Nullable String column, long byteOffset, String detail) {
    return new DatasetException(kind, file, line, column, byteOffset, detail, null);
  }

  private static String place(Path file, long line, @Nullable String column, long offset) {
    StringBuilder b = new StringBuilder(file.toString());
    if (line > 0) {
      b.append(", line ").append(line);
    }
    if (column != null) {
      b.append(", column ").append(column);
    }
    if (offset >= 0) {
      b.append(", byte ").append(offset);
    }
    return b.toString();
  }

  public Kind kind() {
    return kind;
  }

  /** The file as it was named by the caller. */
  public String file() {
    return file;
  }

  /** Line counted from 1, or -1 where no single line is at fault. */
  public long line() {
    return line;
  }

  /** Number and, where known, name of the column, such as {@code 3 (email)}. */
  public @Nullable String column() {
    return column;
  }

  /** Offset in the file (uncompressed) counted from 0, or -1. */
  public long byteOffset() {
    return byteOffset;
  }
}
