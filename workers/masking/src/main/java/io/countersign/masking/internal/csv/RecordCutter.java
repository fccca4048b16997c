package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into blocks of whole records without parsing them: since quotes only open, close or
 * double inside a record, their parity tells whether a line end is one.
 */
public final class RecordCutter {
  private final InputStream in;
  private final byte quote;
  private final int maxRecord;
  private byte[] carry = new byte[0];
  private int carried;
  private long offset;
  private boolean end;

  public RecordCutter(InputStream in, Dialect dialect, int maxRecord) {
    this.in = in;
    this.quote = (byte) dialect.quote();
    this.maxRecord = maxRecord;
  }

  /** The offset of the next block. */
  public long position() {
    return offset;
  }

  /** Leaves out the content before this offset; to be called first. */
  public void startAt(long position) throws IOException {
    in.skipNBytes(position);
    offset = position;
  }

  /** Fills the block with the next whole records; false at the end of the data. */
  public boolean next(Block block) throws IOException, CsvFault {
    if (carried > block.capacity()) {
      block.grow(carried * 2);
    }
    System.arraycopy(carry, 0, block.bytes, 0, carried);
    int n = carried;
    carried = 0;
    block.offset = offset;
    while (true) {
      n = fill(block, n);
      int cut = end ? n : lastRecordEnd(block.bytes, n);
      if (cut > 0 || n == 0) {
        keepRest(block.bytes, cut, n);
        block.length = cut;
        block.seal();
        offset += cut;
        return cut > 0;
      }
      if (n >= maxRecord) {
        throw new CsvFault(
            DatasetException.Kind.CELL_TOO_LARGE,
            offset,
            -1,
            "the record that starts here is larger than "
                + maxRecord
                + " bytes. Look for a quote that is never closed, or raise the limit (maxCellBytes).");
      }
      block.grow((int) Math.min(maxRecord, block.capacity() * 2L));
    }
  }

  private int fill(Block block, int n) throws IOException {
    int at = n;
    while (!end && at < block.capacity()) {
      int read = in.read(block.bytes, at, block.capacity() - at);
      if (read < 0) {
        end = true;
      } else {
        at += read;
      }
    }
    return at;
  }

  private void keepRest(byte[] bytes, int cut, int n) {
    carried = n - cut;
    if (carry.length < carried) {
      carry = Arrays.copyOf(carry, Math.max(carried, 4096));
    }
    System.arraycopy(bytes, cut, carry, 0, carried);
  }

  private int lastRecordEnd(byte[] b, int n) {
    boolean quoted = (Swar.count(b, 0, n, quote) & 1) != 0;
    for (int i = n - 1; i >= 0; i--) {
      byte c = b[i];
      if (c == quote) {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || (c == '\r' && i + 1 < n && b[i + 1] != '\n'))) {
        return i + 1;
      }
    }
    return 0;
  }
}
