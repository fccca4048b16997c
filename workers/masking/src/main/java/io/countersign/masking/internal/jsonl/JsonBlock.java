package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.Utf8;
import io.countersign.masking.internal.rows.RowBlock;
import java.util.Arrays;

/**
 * A run of lines. Cells are where the values stand in the lines; strings with escapes are decoded
 * behind the lines, in the same array.
 */
final class JsonBlock implements RowBlock {
  static final int TYPICAL = 1 << 17;

  private final Block block;
  private final CellIndex index = CellIndex.ofListedCells();
  private final JsonParser parser;

  /** Where the value stands in the line: for strings what is between the quotes. */
  int[] rawStart = new int[4096];

  int[] rawEnd = new int[4096];
  boolean[] string = new boolean[4096];

  JsonBlock(Columns columns, int capacity) {
    block = new Block(capacity);
    parser = new JsonParser(this, columns);
  }

  @Override
  public Block cells() {
    return block;
  }

  @Override
  public CellIndex index() {
    return index;
  }

  @Override
  public long offset(int position) {
    if (position < block.length) {
      return block.offset + position;
    }
    for (int i = 0; i < index.cells(); i++) {
      if (index.start(i) <= position && position < index.end(i)) {
        return block.offset + rawStart[i];
      }
    }
    return -1;
  }

  @Override
  public void parse() throws CsvFault {
    int from = block.first() && hasBom() ? 3 : 0;
    begin(from);
    parser.parse(from);
  }

  /** Parses whole lines up to the first that is no record; for samples. */
  void parseLines(int from, int to) {
    block.length = to;
    try {
      begin(from);
      parser.parse(from);
    } catch (CsvFault e) {
      // What was listed before is the sample.
    }
  }

  private void begin(int from) throws CsvFault {
    index.begin();
    block.seal();
    int bad = Utf8.firstInvalid(block.bytes, from, block.length);
    if (bad >= 0) {
      throw new CsvFault(
          Kind.BAD_ENCODING,
          block.offset + bad,
          -1,
          "this byte is not valid UTF-8. Convert the file to UTF-8 first.");
    }
  }

  private boolean hasBom() {
    byte[] b = block.bytes;
    return block.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf;
  }

  void add(int column, int from, int to, int raw, int rawTo, boolean isString) {
    int cell = index.cells();
    if (cell == rawStart.length) {
      rawStart = Arrays.copyOf(rawStart, cell * 2);
      rawEnd = Arrays.copyOf(rawEnd, cell * 2);
      string = Arrays.copyOf(string, cell * 2);
    }
    rawStart[cell] = raw;
    rawEnd[cell] = rawTo;
    string[cell] = isString;
    index.list(column, from, to);
  }
}
