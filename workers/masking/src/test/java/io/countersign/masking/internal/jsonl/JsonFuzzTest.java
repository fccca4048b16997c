package io.countersign.masking.internal.jsonl;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.internal.csv.CellIndex;
import io.countersign.masking.internal.csv.CsvFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same values as a reference parser, and a refusal where it refuses; whatever the size of the
 * blocks. {@code -Dmasking.fuzz=100000} makes it long.
 */
class JsonFuzzTest {
  private static final JsonMapper REFERENCE =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"a\"",
    "\"b\"",
    "\"\\u0061\"",
    "\"a\":",
    "\"b\":",
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "12.5",
    "true",
    "null",
    "fals",
    " ",
    "\t",
    "\\",
    "\\n",
    "\\u00e9",
    "é",
    "😀",
    "x",
    "\u0001",
    "{\"a\":1}",
    "{\"c\":[1,\"t\"]}",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\r"
  };

  static Stream<Long> seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("masking.fuzz", 1500))
        .mapToObj(i -> 7919L * i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_pieces_givesTheValuesOfJacksonOrRefuses(long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder b = new StringBuilder("{");
    for (int i = random.nextInt(14); i > 0; i--) {
      b.append(PIECES[random.nextInt(PIECES.length)]);
    }
    b.append(random.nextInt(4) == 0 ? "" : "}");
    check(b.toString(), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_changedRecord_givesTheValuesOfJacksonOrRefuses(long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder b = new StringBuilder();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      b.append(object(random, 0)).append(random.nextBoolean() ? "\n" : "\r\n");
    }
    if (random.nextBoolean()) {
      int at = random.nextInt(b.length());
      b.replace(at, at + 1, PIECES[random.nextInt(PIECES.length)]);
    }
    check(b.toString(), seed);
  }

  private static String object(Random random, int depth) {
    StringBuilder b = new StringBuilder("{");
    for (int i = 0; i < random.nextInt(4); i++) {
      b.append(i == 0 ? "" : ", ").append("\"k").append(i).append("\\t\" : ");
      b.append(value(random, depth));
    }
    return b.append('}').toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> "\"text\\\"" + random.nextInt(99) + "\\u00df\\/\"";
      case 1 -> Integer.toString(random.nextInt());
      case 2 -> random.nextInt(99) + "." + random.nextInt(99) + "E-2";
      case 3 -> "true";
      case 4 -> "null";
      case 5 -> object(random, depth + 1);
      default -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
    };
  }

  private static void check(String text, long seed) throws IOException {
    List<String> ours;
    try {
      ours = ours(text, 1 + (int) (Math.abs(seed) % 64));
      assertThat(ours(text, 1 << 16)).as("block size, seed " + seed).isEqualTo(ours);
    } catch (CsvFault e) {
      ours = null;
    }
    List<String> theirs = new ArrayList<>();
    try {
      for (String line : text.split("\n")) {
        if (!line.isBlank()) {
          JsonNode node = REFERENCE.readTree(line.strip());
          if (!node.isObject()) {
            throw new IllegalArgumentException("no object");
          }
          flatten(node, "", theirs);
        }
      }
    } catch (JacksonException | IllegalArgumentException e) {
      theirs = null;
    }
    assertThat(ours).as("seed " + seed + ": " + text).isEqualTo(theirs);
  }

  private static void flatten(JsonNode node, String path, List<String> out) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              p -> {
                String key = p.getKey().replaceAll("[\\\\.\\[\\]]", "\\\\$0");
                flatten(p.getValue(), path.isEmpty() ? key : path + "." + key, out);
              });
    } else if (node.isArray()) {
      node.forEach(item -> flatten(item, path + "[]", out));
    } else if (!node.isNull()) {
      out.add(path + "=" + (node.isNumber() ? node.decimalValue().toString() : node.asString()));
    }
  }

  private static List<String> ours(String text, int blockSize) throws IOException, CsvFault {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    LineCutter cutter = new LineCutter(new ByteArrayInputStream(utf8), 1 << 20, blockSize);
    Map<String, Integer> columns = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    JsonBlock block =
        new JsonBlock(
            (path, offset) ->
                columns.computeIfAbsent(
                    path,
                    p -> {
                      names.add(p);
                      return names.size() - 1;
                    }),
            blockSize);
    while (cutter.next(block.cells())) {
      block.parse();
      CellIndex index = block.index();
      for (int row = 0; row < index.rows(); row++) {
        for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
          byte[] b = block.cells().bytes;
          int s = index.start(cell);
          boolean half =
              new String(b, s, index.end(cell) - s, StandardCharsets.UTF_8).contains("\ufffd");
          String value = new String(b, s, index.end(cell) - s, StandardCharsets.UTF_8);
          if (half) {
            value = "\ud800";
          } else if (!block.string[cell] && !value.equals("true") && !value.equals("false")) {
            value = new java.math.BigDecimal(value).toString();
          }
          values.add(names.get(index.column(row, cell)) + "=" + value);
        }
      }
    }
    return values;
  }
}
