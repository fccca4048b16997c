package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.Dialect;
import io.countersign.masking.Progress;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.io.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a whole file once: checks every record and takes its digest. */
public final class Profiler {
  private static final int HEAD = 1 << 18;

  private Profiler() {}

  public static DatasetProfile profile(Path file, ReadOptions options, Progress progress)
      throws DatasetException {
    if (Files.isDirectory(file)) {
      throw DatasetException.of(
          DatasetException.Kind.NOT_READABLE, file, "this is a directory. Name a file.");
    }
    try {
      long size = Files.size(file);
      Dialect dialect = dialect(file, options);
      CsvHeader header = CsvHeader.read(file, dialect, size);
      Meter meter = new Meter(progress, size);
      long[] rows = new long[1];
      try (CsvSource.Content in = CsvSource.content(file)) {
        RecordCutter cutter = new RecordCutter(in.stream(), dialect, options.maxCellBytes());
        new BlockPipeline<>(options.threads(), () -> new ParseSlot(dialect, header.names().size()))
            .run(
                slot -> cutter.next(slot.block),
                slot -> {
                  rows[0] += slot.index.rows();
                  meter.at(in.bytes(), rows[0]);
                });
        long count = rows[0] - (dialect.header() ? 1 : 0);
        meter.done(in.bytes(), count);
        String sha256 = in.hex();
        return new DatasetProfile("csv", sha256, in.bytes(), count, header.names(), dialect);
      } catch (CsvFault e) {
        throw CsvSource.locate(file, e, header.names());
      }
    } catch (IOException e) {
      throw CsvSource.unreadable(file, e);
    }
  }

  private static Dialect dialect(Path file, ReadOptions options)
      throws IOException, DatasetException {
    byte[] head;
    try (InputStream in = CsvSource.open(file)) {
      head = in.readNBytes(HEAD);
    }
    return DialectDetector.detect(file, head, head.length, head.length < HEAD, options);
  }

  private static final class ParseSlot implements BlockPipeline.Slot {
    private final Block block = new Block(1 << 17);
    private final CellIndex index;
    private final int columns;
    private final int bomBytes;

    ParseSlot(Dialect dialect, int columns) {
      this.index = new CellIndex(dialect);
      this.columns = columns;
      this.bomBytes = dialect.bom() ? 3 : 0;
    }

    @Override
    public void work() throws CsvFault {
      index.parse(block, block.first() ? bomBytes : 0, columns);
    }
  }
}
