package io.countersign.connectors.postgres;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What separates the cells of a CSV file, and the names of its columns. Quotes are always {@code
 * "}, the encoding is always UTF-8.
 *
 * @param delimiter the character between two cells
 * @param columns the cells of the first record
 */
record CsvDialect(char delimiter, List<String> columns) {

  private static final char[] DELIMITERS = {',', ';', '\t', '|', '^', '~', ':', 0x1f};
  private static final int HEAD = 256 * 1024;
  private static final int RECORDS = 200;

  /**
   * Finds it out from the beginning of the file.
   *
   * @param expected the names that the columns should have; empty when nobody said
   */
  static CsvDialect detect(Path file, List<String> expected) throws IOException {
    byte[] head;
    boolean whole;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
      whole = head.length < HEAD;
    }
    String text = new String(head, StandardCharsets.UTF_8);
    text = text.startsWith("\ufeff") ? text.substring(1) : text;
    CsvDialect best = new CsvDialect(',', List.of());
    double bestScore = -1;
    for (char delimiter : DELIMITERS) {
      List<List<String>> records = records(text, delimiter, whole);
      if (records.isEmpty()) {
        continue;
      }
      if (records.getFirst().equals(expected)) {
        return new CsvDialect(delimiter, records.getFirst());
      }
      double score = score(records);
      if (score > bestScore) {
        bestScore = score;
        best = new CsvDialect(delimiter, records.getFirst());
      }
    }
    return best;
  }

  /** Agreement of the records' widths with the header's first, then how many cells it has. */
  private static double score(List<List<String>> records) {
    int width = records.getFirst().size();
    if (width == 1) {
      return 0;
    }
    long agreeing = records.stream().filter(record -> record.size() == width).count();
    return (double) agreeing / records.size() + width / 10_000.0;
  }

  private static List<List<String>> records(String text, char delimiter, boolean whole) {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = lenient(delimiter).ofCsvRecord(text)) {
      for (CsvRecord record : reader) {
        if (records.size() == RECORDS) {
          return records;
        }
        records.add(record.getFields());
      }
    } catch (CsvParseException e) {
      // Not this delimiter, or the head ends within quotes: what was read before counts.
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!whole && records.size() > 1) {
      records.removeLast();
    }
    return records;
  }

  private static CsvReader.CsvReaderBuilder lenient(char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .allowExtraFields(true)
        .allowMissingFields(true);
  }

  /** Reads all records, the header among them; refuses those of another width. */
  CsvReader<CsvRecord> read(Reader text) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .allowExtraFields(false)
        .allowMissingFields(false)
        .allowExtraCharsAfterClosingQuote(false)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text);
  }
}
