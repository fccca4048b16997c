package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.parquet.Thrift.Malformed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The values of a page, one after the other, as text. */
abstract class Values {
  static final int PLAIN = 0;
  static final int PLAIN_DICTIONARY = 2;
  static final int RLE = 3;
  static final int DELTA_BINARY_PACKED = 5;
  static final int DELTA_LENGTH = 6;
  static final int DELTA_STRINGS = 7;
  static final int RLE_DICTIONARY = 8;
  static final int BYTE_STREAM_SPLIT = 9;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Appends the next value. */
  abstract void next(Block out);

  /** All values of a dictionary page as text. */
  record Dictionary(byte[] text, int[] ends) {
    static Dictionary read(Leaf leaf, byte[] b, int from, int to, int count) {
      if (count < 0 || count > to - from) {
        throw new Malformed("a dictionary has fewer values than it says");
      }
      Values plain = new Plain(leaf, b, from, to);
      Block out = new Block(Math.max(16, to - from));
      int[] ends = new int[count];
      for (int i = 0; i < count; i++) {
        plain.next(out);
        ends[i] = out.length;
      }
      return new Dictionary(out.bytes, ends);
    }
  }

  /**
   * @param count of values that are not null
   */
  static Values of(
      int encoding,
      Leaf leaf,
      @Nullable Dictionary dictionary,
      byte[] b,
      int from,
      int to,
      int count) {
    if (from >= to) {
      return new Plain(leaf, b, from, to);
    }
    return switch (encoding) {
      case PLAIN -> new Plain(leaf, b, from, to);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
        if (dictionary == null) {
          throw new Malformed("a page needs a dictionary, and there is none");
        }
        yield new Indexed(dictionary, b, from, to);
      }
      case RLE -> {
        if (leaf.type() != Leaf.BOOLEAN) {
          throw new Malformed("runs of what is no truth value");
        }
        yield new Truths(leaf, new RleDecoder(b, from + 4, to, 1));
      }
      case DELTA_BINARY_PACKED -> new Deltas(leaf, new Delta(b, from, to));
      case DELTA_LENGTH -> new Lengths(leaf, b, from, to);
      case DELTA_STRINGS -> new Prefixes(leaf, b, from, to);
      case BYTE_STREAM_SPLIT -> new Plain(leaf, joined(leaf, b, from, to, count), 0, to - from);
      default -> throw new Malformed("the encoding " + encoding + " is not supported");
    };
  }

  private static int width(Leaf leaf) {
    return switch (leaf.type()) {
      case Leaf.INT32, Leaf.FLOAT -> 4;
      case Leaf.INT64, Leaf.DOUBLE -> 8;
      case Leaf.FIXED -> leaf.schema().integer(Schema.TYPE_LENGTH);
      default -> throw new Malformed("streams of bytes of a type without a width");
    };
  }

  /** Puts the bytes of each value together again. */
  private static byte[] joined(Leaf leaf, byte[] b, int from, int to, int count) {
    int width = width(leaf);
    if ((long) width * count > to - from || width <= 0) {
      throw new Malformed("a page has fewer values than it says");
    }
    byte[] out = new byte[to - from];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < width; k++) {
        out[i * width + k] = b[from + k * count + i];
      }
    }
    return out;
  }

  private static final class Plain extends Values {
    private final ValueText text;
    private final int type;
    private final int fixed;
    private final byte[] b;
    private final int to;
    private int p;
    private int bit;

    Plain(Leaf leaf, byte[] b, int from, int to) {
      text = new ValueText(leaf);
      type = leaf.type();
      fixed = type == Leaf.FIXED ? leaf.schema().integer(Schema.TYPE_LENGTH) : 0;
      this.b = b;
      this.p = from;
      this.to = to;
    }

    private int take(int n) {
      if (n < 0 || n > to - p) {
        throw new Malformed("a page ends within a value");
      }
      int at = p;
      p += n;
      return at;
    }

    @Override
    void next(Block out) {
      switch (type) {
        case Leaf.BOOLEAN -> {
          if (bit == 0) {
            take(1);
          }
          text.truth((b[p - 1] >> bit & 1) != 0, out);
          bit = bit + 1 & 7;
        }
        case Leaf.INT32 -> text.integer((int) INTS.get(b, take(4)), out);
        case Leaf.INT64 -> text.integer((long) LONGS.get(b, take(8)), out);
        case Leaf.INT96 -> {
          int at = take(12);
          text.int96((long) LONGS.get(b, at), (int) INTS.get(b, at + 8), out);
        }
        case Leaf.FLOAT -> text.real(Float.intBitsToFloat((int) INTS.get(b, take(4))), out);
        case Leaf.DOUBLE -> text.real(Double.longBitsToDouble((long) LONGS.get(b, take(8))), out);
        case Leaf.BYTE_ARRAY -> {
          int n = (int) INTS.get(b, take(4));
          int at = take(n);
          text.bytes(b, at, at + n, out);
        }
        case Leaf.FIXED -> {
          int at = take(fixed);
          text.bytes(b, at, at + fixed, out);
        }
        default -> throw new Malformed("the type " + type + " is unknown");
      }
    }
  }

  private static final class Indexed extends Values {
    private final Dictionary dictionary;
    private final RleDecoder indexes;

    Indexed(Dictionary dictionary, byte[] b, int from, int to) {
      this.dictionary = dictionary;
      indexes = new RleDecoder(b, from + 1, to, b[from]);
    }

    @Override
    void next(Block out) {
      int i = indexes.next();
      int[] ends = dictionary.ends();
      if (i < 0 || i >= ends.length) {
        throw new Malformed("a value that the dictionary does not have");
      }
      int from = i == 0 ? 0 : ends[i - 1];
      int n = ends[i] - from;
      ValueText.room(out, n);
      System.arraycopy(dictionary.text(), from, out.bytes, out.length, n);
      out.length += n;
    }
  }

  private static final class Truths extends Values {
    private final ValueText text;
    private final RleDecoder runs;

    Truths(Leaf leaf, RleDecoder runs) {
      text = new ValueText(leaf);
      this.runs = runs;
    }

    @Override
    void next(Block out) {
      text.truth(runs.next() != 0, out);
    }
  }

  private static final class Deltas extends Values {
    private final ValueText text;
    private final boolean narrow;
    private final Delta delta;

    Deltas(Leaf leaf, Delta delta) {
      text = new ValueText(leaf);
      narrow = leaf.type() == Leaf.INT32;
      if (!narrow && leaf.type() != Leaf.INT64) {
        throw new Malformed("differences of what is no integer");
      }
      this.delta = delta;
    }

    @Override
    void next(Block out) {
      long v = delta.next();
      text.integer(narrow ? (int) v : v, out);
    }
  }

  private static int[] all(Delta delta, int most) {
    if (delta.total() > most) {
      throw new Malformed("a page has fewer values than it says");
    }
    int[] values = new int[delta.total()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) delta.next();
      if (values[i] < 0) {
        throw new Malformed("a negative length");
      }
    }
    return values;
  }

  private static final int MOST = 1 << 24;

  private static final class Lengths extends Values {
    private final ValueText text;
    private final byte[] b;
    private final int to;
    private final int[] lengths;
    private int p;
    private int i;

    Lengths(Leaf leaf, byte[] b, int from, int to) {
      text = new ValueText(leaf);
      this.b = b;
      this.to = to;
      Delta delta = new Delta(b, from, to);
      lengths = all(delta, MOST);
      p = delta.end();
    }

    @Override
    void next(Block out) {
      int n = lengths[i++];
      if (n > to - p) {
        throw new Malformed("a page ends within a value");
      }
      text.bytes(b, p, p + n, out);
      p += n;
    }
  }

  private static final class Prefixes extends Values {
    private final ValueText text;
    private final byte[] b;
    private final int to;
    private final int[] prefixes;
    private final int[] suffixes;
    private byte[] last = new byte[64];
    private int p;
    private int i;
    private int length;

    Prefixes(Leaf leaf, byte[] b, int from, int to) {
      text = new ValueText(leaf);
      this.b = b;
      this.to = to;
      Delta first = new Delta(b, from, to);
      prefixes = all(first, MOST);
      Delta second = new Delta(b, first.end(), to);
      suffixes = all(second, MOST);
      p = second.end();
    }

    @Override
    void next(Block out) {
      int prefix = prefixes[i];
      int n = suffixes[i++];
      if (n > to - p || prefix > length) {
        throw new Malformed("a page ends within a value");
      }
      if (prefix + n > last.length) {
        last = java.util.Arrays.copyOf(last, (prefix + n) * 2);
      }
      System.arraycopy(b, p, last, prefix, n);
      p += n;
      length = prefix + n;
      text.bytes(last, 0, length, out);
    }
  }
}
