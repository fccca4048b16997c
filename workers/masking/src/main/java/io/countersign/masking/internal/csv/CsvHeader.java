package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.Dialect;
import io.countersign.masking.internal.detect.ColumnEvidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The first record of a file.
 *
 * @param names of the columns; column_1 … where the file has no header
 * @param end offset of the byte after the header; 0 or 3 where the file has none
 */
public record CsvHeader(List<String> names, int end) {
  private static final int HEAD = 1 << 16;

  /** Reads the header; refuses an empty file, names that occur twice, and data in its place. */
  public static CsvHeader read(Path file, Dialect dialect, long fileBytes) throws DatasetException {
    CellIndex index = new CellIndex(dialect);
    try (InputStream in = CsvSource.open(file, dialect.encoding())) {
      Block block = new Block(HEAD);
      boolean any = new RecordCutter(in, dialect, 1 << 26).next(block);
      int from = dialect.bom() ? 3 : 0;
      int end = any && block.length > from ? index.parse(block, from, 0, 1) : from;
      if (index.rows() == 0) {
        throw DatasetException.of(
            Kind.EMPTY, file, "the file is empty (" + fileBytes + " bytes): not even a header.");
      }
      if (!dialect.header()) {
        List<String> numbered = new ArrayList<>();
        for (int i = 1; i <= index.columns(); i++) {
          numbered.add("column_" + i);
        }
        return new CsvHeader(numbered, from);
      }
      return new CsvHeader(names(file, index), end);
    } catch (CsvFault e) {
      throw CsvSource.locate(file, dialect.encoding(), e, null);
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static List<String> names(Path file, CellIndex index) throws DatasetException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Set<String> twice = new LinkedHashSet<>();
    for (int i = 0; i < index.columns(); i++) {
      String name = index.text(i).strip();
      names.add(name);
      if (!seen.add(name)) {
        twice.add(name.isEmpty() ? "(no name)" : name);
      }
    }
    if (!twice.isEmpty()) {
      throw DatasetException.at(
          Kind.DUPLICATE_COLUMN,
          file,
          1,
          null,
          0,
          "these column names occur more than once: "
              + String.join(", ", twice)
              + ". Rename them, so that a plan can tell them apart.");
    }
    for (int i = 0; i < names.size(); i++) {
      if (ColumnEvidence.looksLikeIdentifier(names.get(i))) {
        throw DatasetException.at(
            Kind.HEADER_LOOKS_LIKE_DATA,
            file,
            1,
            Integer.toString(i + 1),
            0,
            "the first line holds a person's data where the column names should be. Add a header,"
                + " or say that the file has none.");
      }
    }
    return names;
  }
}
