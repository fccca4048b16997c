package io.countersign.masking.internal.parquet;

import io.countersign.masking.internal.io.Zstandard;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.io.IOException;
import java.util.Arrays;

/** Makes one data page of byte arrays: levels, plain values, zstd. Reused from page to page. */
final class PageBuilder {
  private static final int LEVEL = 1;

  private final int maxDefinition;
  private final int maxRepetition;
  private byte[] values = new byte[1 << 12];
  private int length;
  private int valueStart;
  private byte[] plain = new byte[0];
  private byte[] packed = new byte[0];

  PageBuilder(int maxDefinition, int maxRepetition) {
    this.maxDefinition = maxDefinition;
    this.maxRepetition = maxRepetition;
  }

  /**
   * A page as it stands in the file.
   *
   * @param unpacked its size without packing, with its header
   */
  record Page(byte[] bytes, int entries, int unpacked) {}

  void begin() {
    length = 0;
  }

  void beginValue() {
    room(4);
    valueStart = length;
    length += 4;
  }

  void append(byte[] b, int from, int to) {
    room(to - from);
    System.arraycopy(b, from, values, length, to - from);
    length += to - from;
  }

  void endValue() {
    number(length - valueStart - 4, values, valueStart);
  }

  byte[] lastValue() {
    return Arrays.copyOfRange(values, valueStart + 4, length);
  }

  private void room(int n) {
    if (length + n > values.length) {
      values = Arrays.copyOf(values, Math.max(length + n, values.length * 2));
    }
  }

  private static void number(int v, byte[] out, int at) {
    out[at] = (byte) v;
    out[at + 1] = (byte) (v >>> 8);
    out[at + 2] = (byte) (v >>> 16);
    out[at + 3] = (byte) (v >>> 24);
  }

  /** Completes the page of the values since {@link #begin()} and these levels. */
  Page end(ParquetBlock.Levels levels) throws IOException {
    int bound = length + 2 * (RleEncoder.bound(levels.count) + 4);
    if (plain.length < bound) {
      plain = new byte[bound + bound / 4];
    }
    int p = 0;
    p = maxRepetition > 0 ? level(levels.repetition, levels.count, maxRepetition, p) : p;
    p = maxDefinition > 0 ? level(levels.definition, levels.count, maxDefinition, p) : p;
    System.arraycopy(values, 0, plain, p, length);
    p += length;
    if (packed.length < Zstandard.bound(p)) {
      packed = new byte[Zstandard.bound(p) * 5 / 4];
    }
    int n = Zstandard.compress(plain, 0, p, packed, LEVEL);
    Struct data =
        new Struct()
            .i32(1, levels.count)
            .i32(2, Values.PLAIN)
            .i32(3, Values.RLE)
            .i32(4, Values.RLE);
    byte[] header = new Struct().i32(1, 0).i32(2, p).i32(3, n).struct(5, data).write();
    byte[] page = Arrays.copyOf(header, header.length + n);
    System.arraycopy(packed, 0, page, header.length, n);
    return new Page(page, levels.count, header.length + p);
  }

  private int level(byte[] levels, int count, int max, int at) {
    int end = RleEncoder.write(levels, count, ChunkReader.width(max), plain, at + 4);
    number(end - at - 4, plain, at);
    return end;
  }
}
