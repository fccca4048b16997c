package io.countersign.masking.internal.rows;

/** Replacements inside the cells of a block, in the order of the cells. */
public interface Edits {
  int count();

  /** Where the replaced bytes start, in the block's cells. */
  int start(int edit);

  int end(int edit);

  /** Upper bound of the length, with the room that {@link #write} needs. */
  int bound(int edit);

  /** Writes the new bytes at {@code out[at]}; returns the position after them. */
  int write(int edit, byte[] out, int at);
}
