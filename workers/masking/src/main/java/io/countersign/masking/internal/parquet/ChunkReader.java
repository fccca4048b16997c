package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.CsvFault;
import io.countersign.masking.internal.parquet.Thrift.Malformed;
import io.countersign.masking.internal.parquet.Thrift.Struct;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one column chunk, one after the other: a value or none, with its levels. Holds one
 * page and the dictionary at a time.
 */
final class ChunkReader {
  private static final int HEADER = 512;
  private static final int MAX_HEADER = 1 << 24;

  private final FileChannel channel;
  private final Leaf leaf;
  private final int column;
  private final int codec;
  private final long entries;
  private final int maxPage;
  private final long end;
  private long position;
  private long read;

  private Values.@Nullable Dictionary dictionary;
  private byte[] page = new byte[0];
  private int left;
  private @Nullable RleDecoder repetitions;
  private @Nullable RleDecoder definitions;
  private @Nullable Values values;

  private int repetition;
  private int definition;
  private boolean peeked;

  /**
   * @param column for messages
   * @param meta of the chunk
   * @param maxPage bytes; a larger page is refused
   */
  ChunkReader(FileChannel channel, Leaf leaf, int column, Struct meta, int maxPage) {
    this.channel = channel;
    this.leaf = leaf;
    this.column = column;
    this.maxPage = maxPage;
    codec = meta.integer(4);
    entries = meta.number(5);
    Footer.Chunk place = Footer.Chunk.of(meta);
    position = place.start();
    end = position + place.length();
  }

  /** Bytes of pages that were read. */
  long position() {
    return position;
  }

  /** Looks at the next entry; false at the end of the chunk. */
  boolean peek() throws IOException, CsvFault {
    if (peeked) {
      return true;
    }
    while (left == 0) {
      if (read >= entries || position >= end) {
        if (read != entries || position > end) {
          throw damaged("it has " + read + " entries and should have " + entries);
        }
        return false;
      }
      nextPage();
    }
    left--;
    read++;
    repetition = repetitions == null ? 0 : repetitions.next();
    definition = definitions == null ? leaf.maxDefinition() : definitions.next();
    peeked = true;
    return true;
  }

  int repetition() {
    return repetition;
  }

  int definition() {
    return definition;
  }

  /** Goes on to the next entry; appends its value, if it has one, and tells whether it has. */
  boolean take(Block out) {
    peeked = false;
    if (definition != leaf.maxDefinition()) {
      return false;
    }
    if (values == null) {
      throw new Malformed("a page without values");
    }
    values.next(out);
    return true;
  }

  private void nextPage() throws IOException, CsvFault {
    int most = (int) Math.min(HEADER, end - position);
    while (true) {
      byte[] b = Footer.bytes(channel, position, most);
      Thrift.Reader reader = new Thrift.Reader(b, 0, most);
      Struct header;
      try {
        header = reader.struct();
      } catch (Malformed e) {
        if (most >= Math.min(MAX_HEADER, end - position)) {
          throw damaged(String.valueOf(e.getMessage()));
        }
        most = (int) Math.min(most * 16L, end - position);
        continue;
      }
      position += reader.position();
      page(header);
      return;
    }
  }

  private void page(Struct header) throws IOException, CsvFault {
    int packed = header.integer(3);
    int size = header.integer(2);
    if (packed < 0 || size < 0 || packed > end - position) {
      throw damaged("a page lies outside its column");
    }
    if (size > maxPage || packed > maxPage) {
      throw new CsvFault(
          Kind.CELL_TOO_LARGE,
          position,
          column,
          "the page that starts here has more than "
              + maxPage
              + " bytes. Write the file with smaller pages, or raise the limit (maxCellBytes).");
    }
    byte[] b = Footer.bytes(channel, position, packed);
    if (header.has(4)) {
      CRC32 crc = new CRC32();
      crc.update(b);
      if ((int) crc.getValue() != (int) header.number(4)) {
        throw damaged("the checksum of a page does not fit");
      }
    }
    position += packed;
    switch (header.integer(1)) {
      case 0 -> first(header, b, size);
      case 2 -> dictionary(header, b, size);
      case 3 -> second(header, b, size);
      default -> {
        // Pages of other kinds hold no values.
      }
    }
  }

  private void dictionary(Struct header, byte[] b, int size) throws IOException, CsvFault {
    Struct h = header.struct(7);
    if (h == null || dictionary != null) {
      throw damaged("a dictionary that is incomplete, or a second one");
    }
    byte[] plain = unpacked(b, 0, b.length, size);
    dictionary = Values.Dictionary.read(leaf, plain, 0, size, h.integer(1));
  }

  private byte[] unpacked(byte[] b, int from, int to, int size) throws IOException, CsvFault {
    byte[] plain = new byte[size + 8];
    try {
      Codecs.unpack(codec, b, from, to, plain, 0, size);
    } catch (io.countersign.masking.internal.io.Zstandard.Missing e) {
      throw e;
    } catch (IOException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
    return plain;
  }

  /** A page of the first version: lengths before the levels, and all of it packed. */
  private void first(Struct header, byte[] b, int size) throws IOException, CsvFault {
    Struct h = header.struct(5);
    if (h == null) {
      throw damaged("a page without its header");
    }
    page = unpacked(b, 0, b.length, size);
    int p = 0;
    repetitions = null;
    definitions = null;
    if (leaf.maxRepetition() > 0) {
      int n = levels(h.integer(4), p, size);
      repetitions = new RleDecoder(page, p + 4, p + 4 + n, width(leaf.maxRepetition()));
      p += 4 + n;
    }
    if (leaf.maxDefinition() > 0) {
      int n = levels(h.integer(3), p, size);
      definitions = new RleDecoder(page, p + 4, p + 4 + n, width(leaf.maxDefinition()));
      p += 4 + n;
    }
    values(h.integer(1), h.integer(2), p, size);
  }

  private int levels(int encoding, int p, int size) throws CsvFault {
    if (encoding != Values.RLE) {
      throw damaged("levels in the encoding " + encoding + ", which is not supported");
    }
    int n =
        size - p < 4
            ? -1
            : page[p] & 0xff
                | (page[p + 1] & 0xff) << 8
                | (page[p + 2] & 0xff) << 16
                | page[p + 3] << 24;
    if (n < 0 || n > size - p - 4) {
      throw damaged("levels that are longer than their page");
    }
    return n;
  }

  /** A page of the second version: levels first, never packed. */
  private void second(Struct header, byte[] b, int size) throws IOException, CsvFault {
    Struct h = header.struct(8);
    if (h == null) {
      throw damaged("a page without its header");
    }
    int def = h.integer(5);
    int rep = h.integer(6);
    if (def < 0 || rep < 0 || (long) def + rep > Math.min(b.length, size)) {
      throw damaged("levels that are longer than their page");
    }
    int levels = def + rep;
    byte[] plain = new byte[size + 8];
    System.arraycopy(b, 0, plain, 0, levels);
    if (h.flag(7, true) && size > levels) {
      byte[] rest = unpacked(b, levels, b.length, size - levels);
      System.arraycopy(rest, 0, plain, levels, size - levels);
    } else if (b.length == size) {
      System.arraycopy(b, levels, plain, levels, size - levels);
    } else if (size > levels) {
      throw damaged("a page has another size than it says");
    }
    page = plain;
    repetitions =
        leaf.maxRepetition() > 0 ? new RleDecoder(page, 0, rep, width(leaf.maxRepetition())) : null;
    definitions =
        leaf.maxDefinition() > 0
            ? new RleDecoder(page, rep, levels, width(leaf.maxDefinition()))
            : null;
    values(h.integer(1), h.integer(4), levels, size);
  }

  private void values(int count, int encoding, int from, int to) throws CsvFault {
    if (count < 0 || count > entries - read) {
      throw damaged("a page has more entries than its column");
    }
    left = count;
    values = null;
    if (count > 0) {
      int present = count;
      // Only this encoding needs to know how many values there are.
      if (encoding == Values.BYTE_STREAM_SPLIT && definitions != null) {
        present = present(count);
      }
      values = Values.of(encoding, leaf, dictionary, page, from, to, present);
    }
  }

  private int present(int count) {
    RleDecoder copy = definitions == null ? null : definitions.copy();
    int n = 0;
    for (int i = 0; i < count && copy != null; i++) {
      n += copy.next() == leaf.maxDefinition() ? 1 : 0;
    }
    return n;
  }

  static int width(int max) {
    return 32 - Integer.numberOfLeadingZeros(max);
  }

  private CsvFault damaged(String how) {
    return new CsvFault(
        Kind.DAMAGED_FILE, position, column, "the column cannot be read: " + how + ".");
  }
}
