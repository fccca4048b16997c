package io.countersign.masking.internal.names;

import java.util.Arrays;

/** A growing list of hashes. */
public final class HashList {
  private static final int RECENT = 1 << 13;

  public long[] values = new long[1 << 10];
  public int count;
  private long[] recent = {};

  public void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
  }

  /** Adds a hash unless it was added lately, since columns repeat themselves. */
  public void addNew(long value) {
    if (recent.length == 0) {
      recent = new long[RECENT];
    }
    int at = (int) (value >>> 17) & (RECENT - 1);
    if (recent[at] != value) {
      recent[at] = value;
      add(value);
    }
  }

  /** Empties the list; what was added lately stays known. */
  public void clear() {
    count = 0;
  }
}
