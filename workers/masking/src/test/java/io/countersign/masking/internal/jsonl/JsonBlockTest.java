package io.countersign.masking.internal.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBlockTest {

  /** Decoded strings lie behind the lines; what they take must not be filled with lines next. */
  @Test
  void parse_manyEscapes_keepsTheSizeOfBlocks() throws Exception {
    String line = "{\"a\":\"" + "\\\"x".repeat(100) + "\"}\n";
    byte[] lines = line.repeat(2000).getBytes(StandardCharsets.UTF_8);
    int typical = 1 << 14;
    LineCutter cutter = new LineCutter(new ByteArrayInputStream(lines), 1 << 20, typical);
    JsonBlock block = new JsonBlock((path, offset) -> 0, typical);
    int rows = 0;
    while (cutter.next(block.cells())) {
      block.parse();
      rows += block.index().rows();
      assertThat(block.cells().length).isLessThanOrEqualTo(typical);
      assertThat(block.cells().bytes.length).isLessThan(4 * typical);
    }
    assertThat(rows).isEqualTo(2000);
  }
}
