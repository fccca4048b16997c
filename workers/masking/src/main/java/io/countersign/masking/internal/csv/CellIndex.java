package io.countersign.masking.internal.csv;

import static io.countersign.masking.DatasetException.Kind.BAD_ENCODING;
import static io.countersign.masking.DatasetException.Kind.NUL_BYTE;
import static io.countersign.masking.DatasetException.Kind.RAGGED_ROW;
import static io.countersign.masking.DatasetException.Kind.STRAY_QUOTE;
import static io.countersign.masking.DatasetException.Kind.TOO_MANY_COLUMNS;
import static io.countersign.masking.DatasetException.Kind.UNCLOSED_QUOTE;

import io.countersign.masking.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the cells of a block are. The content of cell {@code i} is {@code start[i]} to {@link
 * #end(int)}, without its quotes; rows follow each other with {@code columns} cells each. Blank
 * lines are skipped. Not thread-safe; reused from block to block.
 */
public final class CellIndex {
  private static final int ESCAPED = 1 << 30;
  private static final int QUOTED = 1 << 29;
  private static final int OFFSET = QUOTED - 1;
  public static final int MAX_COLUMNS = 100_000;

  private final byte delimiter;
  private final byte quote;
  private final long delimiters;
  private final long quotes;

  private int[] start = new int[4096];
  private int[] end = new int[4096];
  private int cells;
  private int rows;

  // Only where the rows have cells of their own, as in formats other than CSV.
  private boolean listed;
  private int[] columnOf = new int[0];
  private int[] rowStart = new int[0];
  private int columns;
  private long highBits;

  // Set while a block is parsed.
  private byte[] bytes = new byte[0];
  private int limit;
  private long offset;

  public CellIndex(Dialect dialect) {
    delimiter = (byte) dialect.delimiter();
    quote = (byte) dialect.quote();
    delimiters = Swar.repeat(delimiter);
    quotes = Swar.repeat(quote);
  }

  /** An index without a dialect, for cells that are listed one by one. */
  public static CellIndex ofListedCells() {
    CellIndex index = new CellIndex(Dialect.NONE);
    index.listed = true;
    index.columnOf = new int[4096];
    index.rowStart = new int[1024];
    return index;
  }

  /** Starts a block whose rows follow by {@link #list} and {@link #endRow}. */
  public void begin() {
    cells = 0;
    rows = 0;
    rowStart[0] = 0;
  }

  /** Adds a cell to the row that is being listed; a row may have none or several of a column. */
  public void list(int column, int from, int to) {
    if (cells == columnOf.length) {
      columnOf = Arrays.copyOf(columnOf, cells * 2);
    }
    columnOf[cells] = column;
    add(from, to);
  }

  public void endRow() {
    rows++;
    if (rows == rowStart.length) {
      rowStart = Arrays.copyOf(rowStart, rows * 2);
    }
    rowStart[rows] = cells;
  }

  public int cells() {
    return cells;
  }

  public int firstCell(int row) {
    return listed ? rowStart[row] : row * columns;
  }

  public int endCell(int row) {
    return listed ? rowStart[row + 1] : (row + 1) * columns;
  }

  /** The column of a cell of this row. */
  public int column(int row, int cell) {
    return listed ? columnOf[cell] : cell - row * columns;
  }

  public byte quote() {
    return quote;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public int start(int cell) {
    return start[cell];
  }

  public int end(int cell) {
    return end[cell] & OFFSET;
  }

  /** Whether the cell stands in quotes. */
  public boolean quoted(int cell) {
    return (end[cell] & QUOTED) != 0;
  }

  /** Whether quotes inside the content are doubled. */
  public boolean escaped(int cell) {
    return (end[cell] & ESCAPED) != 0;
  }

  /**
   * Parses a whole block.
   *
   * @param from where the first record starts
   * @param expected cells per record; 0 takes the number of the first record
   */
  public void parse(Block block, int from, int expected) throws CsvFault {
    parse(block, from, expected, Integer.MAX_VALUE);
  }

  /** Parses at most {@code maxRows} records and returns where it stopped. */
  public int parse(Block block, int from, int expected, int maxRows) throws CsvFault {
    bytes = block.bytes;
    limit = block.length;
    offset = block.offset;
    columns = expected;
    cells = 0;
    rows = 0;
    highBits = 0;
    int p = from;
    while (p < limit && rows < maxRows) {
      byte c = bytes[p];
      if (c == '\n' || c == '\r') {
        p++;
      } else {
        p = record(p);
      }
    }
    if ((highBits & Swar.HIGH) != 0) {
      int bad = Utf8.firstInvalid(bytes, from, p);
      if (bad >= 0) {
        throw new CsvFault(
            BAD_ENCODING,
            offset + bad,
            columnAt(bad),
            "this byte is not valid UTF-8. Convert the file to UTF-8 first.");
      }
    }
    return p;
  }

  private int record(int recordStart) throws CsvFault {
    int p = recordStart;
    int column = 0;
    while (true) {
      p = bytes[p] == quote && p < limit ? quoted(p, column) : unquoted(p, column);
      column++;
      if (p < limit && bytes[p] == delimiter) {
        p++;
        if (column >= MAX_COLUMNS) {
          throw new CsvFault(
              TOO_MANY_COLUMNS,
              offset + recordStart,
              -1,
              "the record has more than " + MAX_COLUMNS + " cells. Check the delimiter.");
        }
      } else {
        break;
      }
    }
    if (columns == 0) {
      columns = column;
    }
    if (column != columns) {
      throw new CsvFault(
          RAGGED_ROW,
          offset + recordStart,
          Math.min(column, columns),
          "the record has "
              + column
              + (column == 1 ? " cell" : " cells")
              + " where the header has "
              + columns
              + ". Repair or remove it.");
    }
    rows++;
    if (p < limit) {
      p += bytes[p] == '\r' && p + 1 < limit && bytes[p + 1] == '\n' ? 2 : 1;
    }
    return p;
  }

  private int unquoted(int from, int column) throws CsvFault {
    byte[] b = bytes;
    int p = from;
    long high = 0;
    while (true) {
      long w = Swar.load(b, p);
      high |= w;
      long m =
          Swar.firstZero(w ^ delimiters)
              | Swar.firstZero(w ^ (Swar.ONES * '\n'))
              | Swar.firstZero(w ^ (Swar.ONES * '\r'))
              | Swar.firstZero(w ^ quotes)
              | Swar.firstZero(w);
      if (m != 0) {
        p += Long.numberOfTrailingZeros(m) >>> 3;
        break;
      }
      p += 8;
      if (p >= limit) {
        break;
      }
    }
    highBits |= high;
    if (p >= limit) {
      p = limit;
    } else if (b[p] == quote) {
      throw new CsvFault(
          STRAY_QUOTE,
          offset + p,
          column,
          "a quote stands inside an unquoted cell. Quote the whole cell and double the quote.");
    } else if (b[p] == 0) {
      throw nul(p, column);
    }
    add(from, p);
    return p;
  }

  private int quoted(int open, int column) throws CsvFault {
    byte[] b = bytes;
    int p = open + 1;
    int flags = QUOTED;
    long high = 0;
    while (true) {
      long w = Swar.load(b, p);
      high |= w;
      long m = Swar.firstZero(w ^ quotes) | Swar.firstZero(w);
      if (m == 0) {
        p += 8;
      } else {
        p += Long.numberOfTrailingZeros(m) >>> 3;
      }
      if (p >= limit) {
        throw new CsvFault(
            UNCLOSED_QUOTE, offset + open, column, "the quote that opens here is never closed.");
      }
      if (m == 0) {
        continue;
      }
      if (b[p] == 0) {
        throw nul(p, column);
      }
      if (p + 1 < limit && b[p + 1] == quote) {
        flags |= ESCAPED;
        p += 2;
        if (p >= limit) {
          throw new CsvFault(
              UNCLOSED_QUOTE, offset + open, column, "the quote that opens here is never closed.");
        }
        continue;
      }
      break;
    }
    highBits |= high;
    add(open + 1, p | flags);
    p++;
    if (p < limit && b[p] != delimiter && b[p] != '\n' && b[p] != '\r') {
      throw new CsvFault(
          STRAY_QUOTE,
          offset + p,
          column,
          "text follows the closing quote. Double quotes that belong to the text.");
    }
    return p;
  }

  private CsvFault nul(int p, int column) {
    return new CsvFault(
        NUL_BYTE, offset + p, column, "a NUL byte. The file is not text, or is damaged.");
  }

  private void add(int from, int to) {
    if (cells == start.length) {
      start = Arrays.copyOf(start, cells * 2);
      end = Arrays.copyOf(end, cells * 2);
    }
    start[cells] = from;
    end[cells] = to;
    cells++;
  }

  private int columnAt(int position) {
    for (int i = 0; i < cells; i++) {
      if (position < end(i)) {
        return i % columns;
      }
    }
    return -1;
  }

  /** The content as text, with doubled quotes undone. For samples and messages, not for speed. */
  public String text(int cell) {
    byte[] raw = Arrays.copyOfRange(bytes, start(cell), end(cell));
    String s = new String(raw, StandardCharsets.UTF_8);
    String q = String.valueOf((char) quote);
    return escaped(cell) ? s.replace(q + q, q) : s;
  }
}
