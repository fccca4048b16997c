package io.countersign.masking.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Encodings that DuckDB does not write, and our own levels. */
class ValuesTest {
  private static final Leaf STRINGS =
      new Leaf("s", 1, new Struct().i32(Schema.TYPE, Leaf.BYTE_ARRAY), 0, 0);

  private static String next(Values values) {
    Block out = new Block(64);
    values.next(out);
    return new String(out.bytes, 0, out.length, StandardCharsets.UTF_8);
  }

  @Test
  void next_deltaStrings_joinsPrefixesAndSuffixes() {
    // Prefixes 0, 2, 0 and lengths 4, 2, 6 in blocks of 128 with four parts each.
    byte[] page =
        HexFormat.of()
            .parseHex(
                "8001040300"
                    + "0303000000"
                    + "04"
                    + "00".repeat(11)
                    + "8001040308"
                    + "0303000000"
                    + "30"
                    + "00".repeat(11)
                    + HexFormat.of().formatHex("axislebabble".getBytes(StandardCharsets.UTF_8)));
    Values values = Values.of(Values.DELTA_STRINGS, STRINGS, null, page, 0, page.length, 3);
    assertThat(next(values)).isEqualTo("axis");
    assertThat(next(values)).isEqualTo("axle");
    assertThat(next(values)).isEqualTo("babble");
  }

  @Test
  void next_int96_isATimestamp() {
    Leaf leaf = new Leaf("t", 1, new Struct().i32(Schema.TYPE, Leaf.INT96), 0, 0);
    byte[] page = HexFormat.of().parseHex("0000000000000000" + "8c3d2500");
    assertThat(next(Values.of(Values.PLAIN, leaf, null, page, 0, 12, 1)))
        .isEqualTo("1970-01-01T00:00");
  }

  @RepeatedTest(50)
  void write_levels_areReadBack(RepetitionInfo repetition) {
    java.util.Random random = new java.util.Random(repetition.getCurrentRepetition());
    int max = 1 + random.nextInt(7);
    byte[] levels = new byte[random.nextInt(300)];
    for (int i = 0; i < levels.length; i++) {
      boolean same = i > 0 && random.nextInt(10) < repetition.getCurrentRepetition() % 10;
      levels[i] = same ? levels[i - 1] : (byte) random.nextInt(max + 1);
    }
    byte[] out = new byte[RleEncoder.bound(levels.length)];
    int width = ChunkReader.width(max);
    int end = RleEncoder.write(levels, levels.length, width, out, 0);
    RleDecoder decoder = new RleDecoder(out, 0, end, width);
    for (int i = 0; i < levels.length; i++) {
      assertThat(decoder.next()).as("level " + i).isEqualTo(levels[i]);
    }
  }
}
