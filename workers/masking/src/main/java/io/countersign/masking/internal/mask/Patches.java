package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.csv.Swar;
import java.util.Arrays;

/** Replacements in a block, in order of position: a token to come, or a literal. */
final class Patches {
  /** Marks a literal in place of a class. */
  static final int LITERAL = -1;

  private int[] start = new int[1024];
  private int[] end = new int[1024];
  private int[] kind = new int[1024];
  private int[] ref = new int[1024];
  private int[] length = new int[1024];
  private int count;
  private byte[] literals = new byte[1 << 12];
  private int literalBytes;

  void clear() {
    count = 0;
    literalBytes = 0;
  }

  int count() {
    return count;
  }

  void token(int from, int to, int dataClass, int mac) {
    add(from, to, dataClass, mac, Tokens.MAX);
  }

  /** Room for a literal; it is written at {@link #literalAt()}. */
  byte[] reserve(int n) {
    if (literalBytes + n > literals.length) {
      literals = Arrays.copyOf(literals, Math.max(literalBytes + n, literals.length * 2));
    }
    return literals;
  }

  int literalAt() {
    return literalBytes;
  }

  void literal(int from, int to, int n) {
    add(from, to, LITERAL, literalBytes, n);
    literalBytes += n;
  }

  private void add(int from, int to, int what, int reference, int n) {
    if (count == start.length) {
      int size = count * 2;
      start = Arrays.copyOf(start, size);
      end = Arrays.copyOf(end, size);
      kind = Arrays.copyOf(kind, size);
      ref = Arrays.copyOf(ref, size);
      length = Arrays.copyOf(length, size);
    }
    start[count] = from;
    end[count] = to;
    kind[count] = what;
    ref[count] = reference;
    length[count++] = n;
  }

  /** Upper bound of what all replacements write. */
  int outputBound() {
    int n = 0;
    for (int i = 0; i < count; i++) {
      n += length[i];
    }
    return n;
  }

  /**
   * Writes {@code in[0,n)} with all replacements; returns the length. Short runs are written 16
   * bytes at a time, so both arrays need that many bytes more than they hold.
   */
  int apply(byte[] in, int n, TokenBatches tokens, byte[] out) {
    int p = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      int run = start[i] - from;
      if (run <= 16) {
        Swar.store(out, p, Swar.load(in, from));
        Swar.store(out, p + 8, Swar.load(in, from + 8));
      } else {
        System.arraycopy(in, from, out, p, run);
      }
      p += run;
      if (kind[i] == LITERAL) {
        System.arraycopy(literals, ref[i], out, p, length[i]);
        p += length[i];
      } else {
        p = Tokens.write(kind[i], tokens.macs(kind[i]), ref[i], out, p);
      }
      from = end[i];
    }
    System.arraycopy(in, from, out, p, n - from);
    return p + n - from;
  }
}
