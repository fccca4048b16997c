package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.io.Digests;
import io.countersign.masking.internal.rows.RowBlock;
import io.countersign.masking.internal.rows.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file: row groups in order, in pieces of bounded size. */
final class ParquetSource implements RowSource {
  private static final int ROWS = 1 << 13;
  private static final int BYTES = 1 << 19;

  private final Path file;
  private final FileChannel channel;
  private final Footer footer;
  private final boolean[] wanted;
  private final int maxPage;
  private final @Nullable ChunkReader[] readers;
  private final Digests.Input digest;
  private int group = -1;
  private long rowsLeft;

  private ParquetSource(
      Path file, FileChannel channel, Footer footer, boolean[] wanted, int maxRecord)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.footer = footer;
    this.wanted = wanted;
    maxPage = (int) Math.min(Integer.MAX_VALUE - 64L, Math.max(64L << 20, 4L * maxRecord));
    readers = new ChunkReader[wanted.length];
    digest = new Digests.Input(Files.newInputStream(file));
  }

  /** Chooses the columns whose values are read. */
  @FunctionalInterface
  interface Wanted {
    boolean[] of(List<Leaf> leaves) throws DatasetException;
  }

  static ParquetSource open(Path file, Wanted wanted, int maxRecord) throws DatasetException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      Footer footer = Footer.read(file, channel);
      return new ParquetSource(file, channel, footer, wanted.of(footer.leaves()), maxRecord);
    } catch (IOException | DatasetException e) {
      if (channel != null) {
        try {
          channel.close();
        } catch (IOException suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      if (e instanceof DatasetException fault) {
        throw fault;
      }
      throw CsvSource.unreadable(file, (IOException) e);
    }
  }

  Footer footer() {
    return footer;
  }

  /** Starts at a row group; only this one is read if {@code alone}. */
  void startAt(int number) {
    group = number - 1;
    rowsLeft = 0;
  }

  int group() {
    return group;
  }

  @Override
  public boolean next(RowBlock target) throws IOException, CsvFault {
    ParquetBlock block = (ParquetBlock) target;
    while (rowsLeft == 0) {
      if (group + 1 >= footer.groups().size()) {
        return false;
      }
      open(++group);
    }
    try {
      fill(block);
    } catch (CsvFault e) {
      throw e;
    } catch (RuntimeException e) {
      // Damaged levels and lengths lead decoders astray; what they meet then is not told apart.
      throw damaged(e);
    }
    return true;
  }

  private void open(int number) throws CsvFault {
    try {
      var chunks = footer.groups().get(number).structs(1);
      for (int c = 0; c < readers.length; c++) {
        var meta = chunks.get(c).struct(3);
        readers[c] =
            wanted[c] && meta != null
                ? new ChunkReader(channel, footer.leaves().get(c), c, meta, maxPage)
                : null;
      }
      rowsLeft = footer.groups().get(number).number(3);
    } catch (Thrift.Malformed e) {
      throw damaged(e);
    }
  }

  private void fill(ParquetBlock block) throws IOException, CsvFault {
    block.begin(group);
    Block bytes = block.cells();
    int rows = 0;
    while (rowsLeft > 0 && rows < ROWS && bytes.length < BYTES) {
      for (int c = 0; c < readers.length; c++) {
        ChunkReader reader = readers[c];
        if (reader != null) {
          record(block, reader, c);
        }
      }
      block.index().endRow();
      rows++;
      rowsLeft--;
    }
    if (rowsLeft == 0) {
      block.last = true;
      for (ChunkReader reader : readers) {
        if (reader != null && reader.peek()) {
          throw damaged(new Thrift.Malformed("a column has more rows than its row group"));
        }
      }
    }
    bytes.seal();
  }

  private static void record(ParquetBlock block, ChunkReader reader, int column)
      throws IOException, CsvFault {
    Block bytes = block.cells();
    boolean first = true;
    while (reader.peek() && (first || reader.repetition() > 0)) {
      block.levels[column].add(reader.repetition(), reader.definition());
      int from = bytes.length;
      if (reader.take(bytes)) {
        block.cell(column, from, bytes.length);
      }
      first = false;
    }
    if (first) {
      throw new Thrift.Malformed("a column has fewer rows than its row group");
    }
  }

  private CsvFault damaged(RuntimeException e) {
    String how =
        e instanceof Thrift.Malformed
            ? String.valueOf(e.getMessage())
            : "its pages are damaged (" + e.getClass().getSimpleName() + ")";
    return new CsvFault(
        Kind.DAMAGED_FILE,
        -1,
        -1,
        "row group " + (group + 1) + " cannot be read: " + how + ". Get the file once more.");
  }

  @Override
  public long bytes() {
    long at = 0;
    for (ChunkReader reader : readers) {
      at = reader == null ? at : Math.max(at, reader.position());
    }
    return at;
  }

  @Override
  public String hex() throws IOException {
    digest.transferTo(OutputStream.nullOutputStream());
    return digest.hex();
  }

  FileChannel channel() {
    return channel;
  }

  Path file() {
    return file;
  }

  int maxPage() {
    return maxPage;
  }

  @Override
  public void close() throws IOException {
    try (InputStream closed = digest) {
      channel.close();
    }
  }
}
