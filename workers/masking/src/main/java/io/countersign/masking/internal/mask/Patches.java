package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.csv.Swar;
import io.countersign.masking.internal.rows.Edits;
import java.util.Arrays;

/** Replacements in a block, in order of position: a token to come, or a literal. */
final class Patches {
  /** Start above, end below. */
  private long[] range = new long[1024];

  /**
   * Class and number of a token; for a literal its length, as a negative number from -1 on, and its
   * offset.
   */
  private long[] what = new long[1024];

  private int count;
  private byte[] literals = new byte[1 << 12];
  private int literalBytes;
  private int bound;

  void clear() {
    count = 0;
    literalBytes = 0;
    bound = 0;
  }

  int count() {
    return count;
  }

  /** The replacements for encoders, once all tokens are computed. */
  Edits edits(TokenBatches tokens) {
    return new Computed(tokens);
  }

  private final class Computed implements PatchedCopy.Whole {
    private final TokenBatches tokens;

    Computed(TokenBatches tokens) {
      this.tokens = tokens;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int start(int edit) {
      return (int) (range[edit] >>> 32);
    }

    @Override
    public int end(int edit) {
      return (int) range[edit];
    }

    @Override
    public int bound(int edit) {
      int kind = (int) (what[edit] >>> 32);
      return (kind < 0 ? ~kind : Tokens.MAX) + 16;
    }

    @Override
    public int write(int edit, byte[] out, int at) {
      int kind = (int) (what[edit] >>> 32);
      int ref = (int) what[edit];
      if (kind < 0) {
        System.arraycopy(literals, ref, out, at, ~kind);
        return at + ~kind;
      }
      return Tokens.write(kind, tokens.macs(kind), ref, out, at);
    }

    @Override
    public int outputBound() {
      return Patches.this.outputBound();
    }

    @Override
    public int apply(byte[] in, int n, byte[] out) {
      return Patches.this.apply(in, n, tokens, out);
    }
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
    add(from, to, ~n, literalBytes, n);
    literalBytes += n;
  }

  /** Makes a literal that was added a token after all. */
  void becomesToken(int patch, int dataClass, int mac) {
    what[patch] = ((long) dataClass << 32) | mac;
    bound += Tokens.MAX;
  }

  /** Where the literal of a patch is, in {@link #literals()}. */
  int literalOf(int patch) {
    return (int) what[patch];
  }

  int literalLength(int patch) {
    return ~(int) (what[patch] >>> 32);
  }

  byte[] literals() {
    return literals;
  }

  private void add(int from, int to, int kind, int reference, int n) {
    if (count == range.length) {
      range = Arrays.copyOf(range, count * 2);
      what = Arrays.copyOf(what, count * 2);
    }
    range[count] = ((long) from << 32) | to;
    what[count++] = ((long) kind << 32) | reference;
    bound += n;
  }

  /** Upper bound of what all replacements write. */
  int outputBound() {
    return bound;
  }

  /**
   * Writes {@code in[0,n)} with all replacements; returns the length. Short runs are written 16
   * bytes at a time, so both arrays need that many bytes more than they hold.
   */
  int apply(byte[] in, int n, TokenBatches tokens, byte[] out) {
    int p = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      int run = (int) (range[i] >>> 32) - from;
      int kind = (int) (what[i] >>> 32);
      int ref = (int) what[i];
      if (run <= 16) {
        Swar.store(out, p, Swar.load(in, from));
        Swar.store(out, p + 8, Swar.load(in, from + 8));
      } else {
        System.arraycopy(in, from, out, p, run);
      }
      p += run;
      if (kind < 0) {
        System.arraycopy(literals, ref, out, p, ~kind);
        p += ~kind;
      } else {
        p = Tokens.write(kind, tokens.macs(kind), ref, out, p);
      }
      from = (int) range[i];
    }
    System.arraycopy(in, from, out, p, n - from);
    return p + n - from;
  }
}
