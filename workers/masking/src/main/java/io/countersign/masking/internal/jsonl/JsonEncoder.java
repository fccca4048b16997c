package io.countersign.masking.internal.jsonl;

import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.rows.Edits;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.SameBytes;
import java.util.Arrays;

/**
 * A copy of the lines in which only the bytes of replaced values differ. A replaced number or truth
 * value becomes a string, unless what replaces it is a number.
 */
public final class JsonEncoder implements SameBytes.Bytes {
  private byte[] out = new byte[1 << 20];
  private int length;
  private byte[] scratch = new byte[256];

  @Override
  public void encode(RowBlock rows, Edits edits) {
    JsonBlock block = (JsonBlock) rows;
    CellIndex index = block.index();
    byte[] b = block.cells().bytes;
    length = 0;
    int edit = 0;
    int from = 0;
    for (int cell = 0; cell < index.cells() && edit < edits.count(); cell++) {
      int e = index.end(cell);
      if (edits.start(edit) < index.start(cell) || edits.start(edit) >= e) {
        continue;
      }
      copy(b, from, block.rawStart[cell]);
      int position = index.start(cell);
      int valueStart = length;
      if (!block.string[cell]) {
        room(1);
        out[length++] = '"';
      }
      while (edit < edits.count() && edits.start(edit) >= position && edits.end(edit) <= e) {
        text(b, position, edits.start(edit));
        replacement(edits, edit);
        position = edits.end(edit++);
      }
      text(b, position, e);
      if (!block.string[cell]) {
        endOfScalar(valueStart);
      }
      from = block.rawEnd[cell];
    }
    copy(b, from, block.cells().length);
  }

  private void endOfScalar(int valueStart) {
    if (JsonNumbers.end(out, valueStart + 1, length) == length) {
      System.arraycopy(out, valueStart + 1, out, valueStart, length - valueStart - 1);
      length--;
    } else {
      room(1);
      out[length++] = '"';
    }
  }

  private void replacement(Edits edits, int edit) {
    int bound = edits.bound(edit);
    if (scratch.length < bound) {
      scratch = new byte[bound * 2];
    }
    text(scratch, 0, edits.write(edit, scratch, 0));
  }

  private void text(byte[] b, int from, int to) {
    room(6 * (to - from));
    length = JsonStrings.encode(b, from, to, out, length);
  }

  private void copy(byte[] b, int from, int to) {
    room(to - from);
    System.arraycopy(b, from, out, length, to - from);
    length += to - from;
  }

  private void room(int n) {
    if (length + n > out.length) {
      out = Arrays.copyOf(out, Math.max(length + n, out.length + out.length / 2));
    }
  }

  @Override
  public byte[] bytes() {
    return out;
  }

  @Override
  public int length() {
    return length;
  }
}
