package io.countersign.masking.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingEngine;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Progress;
import io.countersign.masking.ProposeOptions;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.csv.CellIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cells that DuckDB wrote, and for damaged files a refusal or an output, never anything else.
 * {@code -Dmasking.fuzz=100000} makes it long.
 */
class ParquetFuzzTest {
  private static final int ROUNDS = Integer.getInteger("masking.fuzz", 1500);
  private static final String[] TYPES = {
    "int",
    "bigint",
    "varchar",
    "boolean",
    "varchar[]",
    "int[][]",
    "struct(a varchar, b int[])",
    "struct(a varchar, b varchar)[]",
    "smallint",
    "decimal(9,2)",
    "decimal(30,3)",
    "date"
  };
  private static final String[] OPTIONS = {
    "",
    ", codec 'zstd'",
    ", codec 'gzip', parquet_version V2",
    ", parquet_version V2",
    ", codec 'uncompressed', row_group_size 2048"
  };
  @TempDir Path dir;

  @Test
  void read_randomTables_givesTheCellsOfDuckDb() throws Exception {
    try (Duck duck = new Duck()) {
      for (int round = 0; round < Math.max(12, ROUNDS / 100); round++) {
        compare(duck, round);
      }
    }
  }

  private void compare(Duck duck, int seed) throws Exception {
    Random random = new Random(104_729L * seed);
    StringBuilder columns = new StringBuilder();
    int n = 1 + random.nextInt(5);
    for (int c = 0; c < n; c++) {
      String type = TYPES[random.nextInt(TYPES.length)];
      int distinct = 1 + random.nextInt(random.nextBoolean() ? 5 : 5000);
      String v = "(hash(i * " + (c + 1) + " + " + seed + ") % " + distinct + ")";
      columns.append(c == 0 ? "" : ", ");
      columns
          .append("case when hash(i) % ")
          .append(2 + random.nextInt(9))
          .append(" = 0 then null else ");
      columns.append(value(type, v)).append(" end::").append(type).append(" as c").append(c);
    }
    String select = "select " + columns + " from range(" + (1 + random.nextInt(9000)) + ") t(i)";
    Path file = dir.resolve("t" + seed + ".parquet");
    duck.write(file, select, OPTIONS[random.nextInt(OPTIONS.length)]);
    List<String> theirs = duck.rows("select to_json(t) from '" + file + "' t");
    assertThat(ours(file)).as("seed " + seed + ": " + select).isEqualTo(flattened(theirs));
    Files.delete(file);
  }

  private static String value(String type, String v) {
    return switch (type) {
      case "varchar" -> "repeat('ü' || " + v + ", (" + v + " % 4)::int)";
      case "boolean" -> v + " % 2 = 0";
      case "varchar[]" -> "['a' || " + v + ", null, 'b'][:(" + v + " % 4)::int]";
      case "int[][]" -> "[[1, " + v + "], [], null, [3]][:(" + v + " % 5)::int]";
      case "struct(a varchar, b int[])" -> "{'a': " + v + "::varchar, 'b': [" + v + ", 2]}";
      case "struct(a varchar, b varchar)[]" ->
          "[{'a': " + v + "::varchar, 'b': null}, null, {'a': null, 'b': 'x'}]";
      case "smallint" -> v + " % 30000";
      case "decimal(9,2)", "decimal(30,3)" -> v + " / 4";
      case "date" -> "date '1950-02-03' + " + v + "::int";
      default -> v + "::bigint - 100";
    };
  }

  private static List<Map<String, List<String>>> flattened(List<String> rows) {
    JsonMapper mapper = new JsonMapper();
    List<Map<String, List<String>>> all = new ArrayList<>();
    for (String row : rows) {
      Map<String, List<String>> cells = new TreeMap<>();
      flatten(mapper.readTree(row), "", cells);
      all.add(cells);
    }
    return all;
  }

  private static void flatten(JsonNode node, String path, Map<String, List<String>> out) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              p ->
                  flatten(
                      p.getValue(), path.isEmpty() ? p.getKey() : path + "." + p.getKey(), out));
    } else if (node.isArray()) {
      node.forEach(item -> flatten(item, path + "[]", out));
    } else if (!node.isNull()) {
      out.computeIfAbsent(path, p -> new ArrayList<>()).add(number(node.asString()));
    }
  }

  private static String number(String text) {
    return text.matches("-?\\d+\\.\\d+")
        ? new java.math.BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  private static List<Map<String, List<String>>> ours(Path file) throws Exception {
    List<Map<String, List<String>>> all = new ArrayList<>();
    try (ParquetSource source =
        ParquetSource.open(
            file,
            leaves -> {
              boolean[] wanted = new boolean[leaves.size()];
              Arrays.fill(wanted, true);
              return wanted;
            },
            1 << 20)) {
      List<String> paths = source.footer().paths();
      ParquetBlock block = new ParquetBlock(paths.size());
      while (source.next(block)) {
        CellIndex index = block.index();
        for (int row = 0; row < index.rows(); row++) {
          Map<String, List<String>> cells = new TreeMap<>();
          for (int cell = index.firstCell(row); cell < index.endCell(row); cell++) {
            int s = index.start(cell);
            String text =
                new String(block.cells().bytes, s, index.end(cell) - s, StandardCharsets.UTF_8);
            cells
                .computeIfAbsent(paths.get(index.column(row, cell)), p -> new ArrayList<>())
                .add(number(text));
          }
          all.add(cells);
        }
      }
    }
    return all;
  }

  @Test
  void mask_damagedFile_isRefusedOrWritten() throws Exception {
    MaskingKeys keys = MaskingKeys.of(List.of(new byte[32]));
    byte[] whole;
    try (Duck duck = new Duck()) {
      whole =
          Files.readAllBytes(
              duck.write(
                  dir.resolve("whole.parquet"),
                  "select 'p' || i || '@example.org' as email, i as n, [i, 2] as list,"
                      + " 'x' || (i % 3) as s from range(0, 40) t(i)",
                  ", codec 'uncompressed'"));
    }
    Path in = dir.resolve("in.parquet");
    Path out = dir.resolve("out.parquet");
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(7919L * round);
      byte[] changed = whole.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        changed[4 + random.nextInt(changed.length - 8)] = (byte) random.nextInt(256);
      }
      Files.write(in, changed);
      Files.deleteIfExists(out);
      try {
        DatasetProfile profile = MaskingEngine.profile(in, ReadOptions.defaults(), Progress.NONE);
        MaskingPlan plan =
            MaskingEngine.propose(
                in, profile, ProposeOptions.withKey(keys.primaryId()), Progress.NONE);
        MaskOptions options = MaskOptions.defaults().withThreads(1);
        MaskingEngine.mask(in, out, plan, keys, options, Progress.NONE);
        MaskingEngine.verify(in, out, plan, keys, options, Progress.NONE);
      } catch (DatasetException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round, e);
      }
    }
    assertThat(refused).isPositive();
  }
}
