package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetProfile;
import io.countersign.masking.Dialect;
import io.countersign.masking.Progress;
import io.countersign.masking.ReadOptions;
import io.countersign.masking.internal.io.Encodings;
import io.countersign.masking.internal.io.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
      try (CsvSource.Content in = CsvSource.content(file, dialect.encoding())) {
        RecordCutter cutter = new RecordCutter(in.stream(), dialect, options.maxCellBytes());
        new BlockPipeline<>(options.threads(), () -> new ParseSlot(dialect, header.names()))
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
        throw CsvSource.locate(file, dialect.encoding(), e, header.names());
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
    boolean complete = head.length < HEAD;
    String encoding =
        options.encoding() != null ? options.encoding() : Encodings.detect(head, head.length);
    if (!encoding.equals(Encodings.UTF_8)) {
      try (InputStream in = CsvSource.open(file, encoding)) {
        head = in.readNBytes(HEAD);
      }
    }
    return DialectDetector.detect(file, head, head.length, complete, encoding, options);
  }

  private static final class ParseSlot implements BlockPipeline.Slot {
    private final Block block = new Block(1 << 17);
    private final CellIndex index;
    private final int columns;
    private final int bomBytes;
    private final byte[][] names;

    ParseSlot(Dialect dialect, List<String> header) {
      this.index = new CellIndex(dialect);
      this.columns = header.size();
      // A table of one column may well hold a cell like its name.
      names =
          dialect.header() && columns > 1
              ? header.stream().map(n -> n.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new)
              : new byte[0][];
      this.bomBytes = dialect.bom() ? 3 : 0;
    }

    @Override
    public void work() throws CsvFault {
      index.parse(block, block.first() ? bomBytes : 0, columns);
      for (int row = block.first() ? 1 : 0; row < index.rows() && names.length > 0; row++) {
        if (isHeader(row * columns)) {
          throw new CsvFault(
              DatasetException.Kind.REPEATED_HEADER,
              block.offset + index.start(row * columns),
              -1,
              "the header stands here once more. Remove it, or split the file there.");
        }
      }
    }

    private boolean isHeader(int firstCell) {
      for (int i = 0; i < names.length; i++) {
        int s = index.start(firstCell + i);
        int e = index.end(firstCell + i);
        if (e - s != names[i].length
            || !Arrays.equals(block.bytes, s, e, names[i], 0, names[i].length)) {
          return false;
        }
      }
      return true;
    }
  }
}
