package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.rows.Edits;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.SameBytes;

/** A copy of the block with its replacements: CSV in, CSV out. */
public final class PatchedCopy implements SameBytes.Bytes {
  private byte[] output = new byte[1 << 20];
  private int length;

  /** Edits that can be carried out in one go over a whole block. */
  interface Whole extends Edits {
    /** Upper bound of what all replacements write. */
    int outputBound();

    int apply(byte[] in, int n, byte[] out);
  }

  @Override
  public void encode(RowBlock rows, Edits edits) {
    Whole whole = (Whole) edits;
    Block block = rows.cells();
    int bound = block.length + whole.outputBound() + 64;
    if (output.length < bound) {
      output = new byte[bound + bound / 4];
    }
    length = whole.apply(block.bytes, block.length, output);
  }

  @Override
  public byte[] bytes() {
    return output;
  }

  @Override
  public int length() {
    return length;
  }
}
