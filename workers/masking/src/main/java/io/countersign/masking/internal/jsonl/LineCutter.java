package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CsvFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into blocks of whole lines. */
final class LineCutter {
  private final InputStream in;
  private final int maxRecord;
  private final int typical;
  private byte[] carry = new byte[0];
  private int carried;
  private long offset;
  private boolean end;

  /**
   * @param typical bytes of a block; the array of a block may be larger, for decoded strings
   */
  LineCutter(InputStream in, int maxRecord, int typical) {
    this.in = in;
    this.maxRecord = maxRecord;
    this.typical = typical;
  }

  long position() {
    return offset;
  }

  void startAt(long position) throws IOException {
    in.skipNBytes(position);
    offset = position;
  }

  /** Fills the block with the next whole lines; false at the end of the data. */
  boolean next(Block block) throws IOException, CsvFault {
    int size = Math.max(typical, carried);
    reserve(block, size);
    System.arraycopy(carry, 0, block.bytes, 0, carried);
    int n = carried;
    carried = 0;
    block.offset = offset;
    while (true) {
      n = fill(block, n, size);
      int cut = end ? n : lastLineEnd(block.bytes, n);
      if (cut > 0 || n == 0) {
        keepRest(block.bytes, cut, n);
        block.length = cut;
        block.seal();
        offset += cut;
        return cut > 0;
      }
      if (n >= maxRecord) {
        throw new CsvFault(
            Kind.CELL_TOO_LARGE,
            offset,
            -1,
            "the record that starts here is larger than "
                + maxRecord
                + " bytes. Put one object on each line, or raise the limit (maxCellBytes).");
      }
      size = (int) Math.min(maxRecord, size * 2L);
      reserve(block, size);
    }
  }

  private static void reserve(Block block, int size) {
    if (block.capacity() < size) {
      block.grow(size);
    }
  }

  private int fill(Block block, int n, int size) throws IOException {
    int at = n;
    while (!end && at < size) {
      int read = in.read(block.bytes, at, size - at);
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

  private static int lastLineEnd(byte[] b, int n) {
    int i = n;
    while (i > 0 && b[i - 1] != '\n') {
      i--;
    }
    return i;
  }
}
