package io.countersign.masking.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.countersign.masking.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The same cells as a reference parser, or a refusal; whatever the size of the blocks. */
class CsvFuzzTest {
  private static final Dialect DIALECT = new Dialect(',', '"', "MIXED", "UTF-8", false, true);
  private static final String[] PIECES = {
    ",",
    ",",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\"\"",
    "a",
    "bc",
    " ",
    "12345678901",
    "é",
    "😀",
    "\"x\"",
    "\"a,b\"",
    "\"l\nm\"",
    "\"q\"\"r\""
  };

  @RepeatedTest(400)
  void parse_randomText_givesTheCellsOfFastCsvOrRefuses(RepetitionInfo repetition)
      throws Exception {
    long seed = 7919L * repetition.getCurrentRepetition();
    Random random = new Random(seed);
    StringBuilder b = new StringBuilder();
    int n = random.nextInt(repetition.getCurrentRepetition() % 2 == 0 ? 12 : 200);
    for (int i = 0; i < n; i++) {
      b.append(PIECES[random.nextInt(PIECES.length)]);
    }
    check(b.toString(), seed);
  }

  @RepeatedTest(100)
  void parse_wellFormedTable_givesTheCellsOfFastCsv(RepetitionInfo repetition) throws Exception {
    long seed = 104729L * repetition.getCurrentRepetition();
    Random random = new Random(seed);
    int columns = 1 + random.nextInt(5);
    StringBuilder b = new StringBuilder();
    for (int row = 0; row < 1 + random.nextInt(60); row++) {
      for (int c = 0; c < columns; c++) {
        b.append(c == 0 ? "" : ",");
        String cell = cell(random);
        boolean quote =
            cell.isEmpty() || cell.matches("(?s).*[,\"\r\n].*") || random.nextInt(4) == 0;
        b.append(quote ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
      }
      b.append(random.nextBoolean() ? "\n" : "\r\n");
    }
    assertThat(check(b.toString(), seed)).as("seed " + seed + " was refused").isTrue();
  }

  private static String cell(Random random) {
    StringBuilder b = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      b.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return b.toString();
  }

  /** False where the text was refused. */
  private static boolean check(String text, long seed) throws IOException {
    List<List<String>> ours;
    try {
      ours = parse(text, 1 + (int) (Math.abs(seed) % 64));
      assertThat(parse(text, 1 << 16)).as("block size, seed " + seed).isEqualTo(ours);
    } catch (CsvFault e) {
      return false;
    }
    List<List<String>> theirs = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
      reader.forEach(r -> theirs.add(r.getFields()));
    }
    assertThat(ours).as("seed " + seed + ": " + text).isEqualTo(theirs);
    return true;
  }

  private static List<List<String>> parse(String text, int blockSize) throws IOException, CsvFault {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    RecordCutter cutter = new RecordCutter(new ByteArrayInputStream(utf8), DIALECT, 1 << 20);
    CellIndex index = new CellIndex(DIALECT);
    List<List<String>> rows = new ArrayList<>();
    int columns = 0;
    while (true) {
      Block block = new Block(blockSize);
      if (!cutter.next(block)) {
        return rows;
      }
      index.parse(block, 0, columns);
      columns = index.columns();
      for (int r = 0; r < index.rows(); r++) {
        List<String> row = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
          row.add(index.text(r * columns + c));
        }
        rows.add(row);
      }
    }
  }
}
