package io.countersign.execution.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.countersign.datasets.Datasets;
import io.countersign.datasets.Stage;
import io.countersign.masking.DatasetException;
import io.countersign.masking.MaskingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The first rows of a masked revision, shortened: what a reviewer sees of what would leave. */
@Component
class MaskedSample {

  private static final Logger LOG = LoggerFactory.getLogger(MaskedSample.class);
  private static final int ROWS = 4;
  private static final int LONGEST = 60;

  private final Datasets datasets;

  MaskedSample(Datasets datasets) {
    this.datasets = datasets;
  }

  /** The header and the first rows; empty where they cannot be read. */
  List<List<String>> of(String maskedSha256) {
    Path file = datasets.get(maskedSha256, Stage.MASKED).path();
    try {
      List<List<String>> nested = MaskingEngine.head(file, ROWS);
      return nested.isEmpty()
          ? table(file)
          : nested.stream().map(row -> row.stream().map(MaskedSample::shorten).toList()).toList();
    } catch (DatasetException | IOException | RuntimeException e) {
      LOG.info("No sample of {}: {}", maskedSha256, e.getClass().getSimpleName());
      return List.of();
    }
  }

  private static List<List<String>> table(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator(file)).ofCsvRecord(file)) {
      for (CsvRecord record : reader) {
        rows.add(record.getFields().stream().map(MaskedSample::shorten).toList());
        if (rows.size() > ROWS) {
          break;
        }
      }
    }
    return rows;
  }

  private static char separator(Path file) throws IOException {
    try (var lines = java.nio.file.Files.lines(file)) {
      String header = lines.findFirst().orElse("");
      char best = ',';
      long most = 0;
      for (char candidate : new char[] {',', ';', '\t', '|'}) {
        long count = header.chars().filter(c -> c == candidate).count();
        if (count > most) {
          most = count;
          best = candidate;
        }
      }
      return best;
    }
  }

  private static String shorten(String cell) {
    if (cell.length() <= LONGEST) {
      return cell;
    }
    boolean pairAtTheEnd = Character.isHighSurrogate(cell.charAt(LONGEST - 2));
    return cell.substring(0, pairAtTheEnd ? LONGEST - 2 : LONGEST - 1) + "…";
  }
}
