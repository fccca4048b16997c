package io.countersign.masking.internal.csv;

import java.util.Arrays;

/** A run of whole records; {@link #PADDING} line feeds follow the data so that scans stop. */
public final class Block {
  /** Bytes past the end that a scan may read. */
  public static final int PADDING = 16;

  public byte[] bytes;
  public int length;

  /** Offset of the first byte in the uncompressed file. */
  public long offset;

  public Block(int capacity) {
    bytes = new byte[capacity + PADDING];
  }

  public int capacity() {
    return bytes.length - PADDING;
  }

  public void grow(int capacity) {
    bytes = Arrays.copyOf(bytes, capacity + PADDING);
  }

  public void seal() {
    Arrays.fill(bytes, length, length + PADDING, (byte) '\n');
  }

  public boolean first() {
    return offset == 0;
  }
}
