package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.internal.io.AtomicOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a row group until their columns are written one after the other: in memory, and from
 * some size on in a file beside the output that holds masked pages only.
 */
final class Spool implements AutoCloseable {
  private static final long MEMORY = 32 << 20;

  private final Path overflow;
  private final List<List<Piece>> columns = new ArrayList<>();
  private @Nullable FileChannel file;
  private long inMemory;
  private long inFile;

  /** A page in memory, or where it lies in the file. */
  private record Piece(byte @Nullable [] bytes, long at, int length) {}

  Spool(Path output, int columnCount) {
    overflow = output.resolveSibling("." + output.getFileName() + ".pages");
    for (int i = 0; i < columnCount; i++) {
      columns.add(new ArrayList<>());
    }
  }

  void add(int column, byte[] page) throws IOException {
    if (inMemory + page.length <= MEMORY) {
      columns.get(column).add(new Piece(page, 0, page.length));
      inMemory += page.length;
      return;
    }
    FileChannel channel = file;
    if (channel == null) {
      channel =
          FileChannel.open(
              overflow,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      file = channel;
    }
    ByteBuffer buffer = ByteBuffer.wrap(page);
    while (buffer.hasRemaining()) {
      channel.write(buffer, inFile + buffer.position());
    }
    columns.get(column).add(new Piece(null, inFile, page.length));
    inFile += page.length;
  }

  void writeTo(int column, AtomicOutput output) throws IOException, DatasetException {
    for (Piece piece : columns.get(column)) {
      byte[] bytes = piece.bytes();
      if (bytes == null && file != null) {
        bytes = Footer.bytes(file, piece.at(), piece.length());
      }
      if (bytes != null) {
        output.write(bytes, piece.length());
      }
    }
  }

  void clear() {
    columns.forEach(List::clear);
    inMemory = 0;
    inFile = 0;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        Files.deleteIfExists(overflow);
      }
    } catch (IOException e) {
      // The next run for this destination takes the hidden file over.
    }
  }
}
