package io.countersign.masking.internal.jsonl;

import io.countersign.masking.DatasetException;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.rows.RowTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first records of a file, as a table of the paths that they have. */
public final class JsonHead {
  private static final int BYTES = 1 << 18;

  private JsonHead() {}

  public static List<List<String>> read(Path file, int rows) throws DatasetException {
    List<String> paths = new ArrayList<>();
    JsonBlock block =
        new JsonBlock(
            (path, offset) -> {
              paths.add(path);
              return paths.size() - 1;
            },
            BYTES);
    try (InputStream in = CsvSource.open(file)) {
      int n = in.readNBytes(block.cells().bytes, 0, BYTES);
      int end = 0;
      int lines = 0;
      for (int i = 0; i < n && lines < rows; i++) {
        if (block.cells().bytes[i] == '\n' || i == n - 1 && n < BYTES) {
          end = i + 1;
          lines++;
        }
      }
      boolean bom = n > 0 && block.cells().bytes[0] == (byte) 0xef;
      block.parseLines(bom ? 3 : 0, end);
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.copyOf(paths));
    table.addAll(RowTexts.of(block, paths.size(), rows));
    return table;
  }
}
