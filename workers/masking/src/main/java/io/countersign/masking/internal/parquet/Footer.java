package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.detect.ColumnEvidence;
import io.countersign.masking.internal.parquet.Thrift.Malformed;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The footer of a file, checked as far as that is possible without reading data.
 *
 * @param meta the file's metadata
 * @param end where the data ends
 */
record Footer(Struct meta, List<Leaf> leaves, List<Struct> groups, long end) {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_FOOTER = 256 << 20;

  static Footer read(Path file, FileChannel channel) throws IOException, DatasetException {
    long size = channel.size();
    if (size < 12) {
      throw damaged(file, "it is too short for a Parquet file (" + size + " bytes)");
    }
    byte[] tail = bytes(channel, size - 8, 8);
    if (ends(tail, ENCRYPTED)) {
      throw unsupported(file, "its footer is encrypted");
    }
    if (!ends(tail, MAGIC)) {
      throw damaged(file, "it does not end with a footer, so it was cut off or never completed");
    }
    int length = ByteBuffer.wrap(tail).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
    if (length <= 0 || length > Math.min(MAX_FOOTER, size - 12)) {
      throw damaged(file, "the footer cannot have " + length + " bytes");
    }
    byte[] footer = bytes(channel, size - 8 - length, length);
    try {
      Struct meta = new Thrift.Reader(footer, 0, length).struct();
      Footer read =
          new Footer(
              meta,
              List.copyOf(Schema.leaves(meta.structs(2))),
              meta.structs(4),
              size - 8 - length);
      read.check(file);
      return read;
    } catch (Malformed e) {
      throw damaged(file, "its footer cannot be read: " + e.getMessage());
    }
  }

  private void check(Path file) throws DatasetException {
    if (meta.has(8)) {
      throw unsupported(file, "it is encrypted");
    }
    // What is used later is looked at now, so that a damaged footer is told before anything else.
    meta.number(3);
    meta.structs(7);
    for (Leaf leaf : leaves) {
      leaf.type();
      for (String name : leaf.path().split("(?<!\\\\)(\\.|\\[\\])")) {
        if (ColumnEvidence.looksLikeIdentifier(name)) {
          throw DatasetException.of(
              Kind.HEADER_LOOKS_LIKE_DATA,
              file,
              "a column is named by a person's data, and names of columns stay. Rename it.");
        }
      }
    }
    for (Struct group : groups) {
      List<Struct> chunks = group.structs(1);
      if (chunks.size() != leaves.size() || group.number(3) < 0) {
        throw new Malformed("a row group has other columns than the schema");
      }
      for (int i = 0; i < chunks.size(); i++) {
        check(file, chunks.get(i), leaves.get(i));
      }
    }
  }

  private void check(Path file, Struct chunk, Leaf leaf) throws DatasetException {
    if (chunk.has(8) || chunk.has(9)) {
      throw unsupported(file, "the column " + leaf.path() + " is encrypted");
    }
    if (chunk.has(1)) {
      throw unsupported(file, "the column " + leaf.path() + " lies in another file");
    }
    Struct column = chunk.struct(3);
    if (column == null) {
      throw new Malformed("a column chunk has no metadata");
    }
    Codecs.check(file, column.integer(4), leaf.path());
    Chunk place = Chunk.of(column);
    if (!column.has(3) || column.number(5) < 0 || column.number(6) < 0) {
      throw new Malformed("a column chunk lacks its path or sizes");
    }
    if (column.integer(1) != leaf.type()
        || place.start() < 4
        || place.length() < 0
        || place.start() + place.length() > end) {
      throw new Malformed("the column " + leaf.path() + " lies outside the file");
    }
  }

  /**
   * Where a column chunk lies.
   *
   * @param start of its first page, the dictionary where there is one
   */
  record Chunk(long start, long length) {
    static Chunk of(Struct column) {
      long data = column.number(9);
      long dictionary = column.number(11, 0);
      long start = dictionary > 0 && dictionary < data ? dictionary : data;
      return new Chunk(start, column.number(7));
    }
  }

  long rows() {
    long n = 0;
    for (Struct group : groups) {
      n += group.number(3);
    }
    return n;
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    leaves.forEach(leaf -> paths.add(leaf.path()));
    return paths;
  }

  private static boolean ends(byte[] tail, byte[] magic) {
    return java.util.Arrays.equals(tail, 4, 8, magic, 0, 4);
  }

  static byte[] bytes(FileChannel channel, long at, int n) throws IOException {
    byte[] b = new byte[n];
    ByteBuffer buffer = ByteBuffer.wrap(b);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("the file ends before byte " + (at + n));
      }
    }
    return b;
  }

  static DatasetException damaged(Path file, String how) {
    return DatasetException.of(Kind.DAMAGED_FILE, file, how + ". Get the file once more.");
  }

  private static DatasetException unsupported(Path file, String how) {
    return DatasetException.of(
        Kind.UNSUPPORTED_FORMAT, file, how + ", which cannot be read here. Write it in the clear.");
  }
}
