package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.io.Digests;
import io.countersign.masking.internal.io.Encodings;
import io.countersign.masking.internal.io.Packed;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens datasets and turns faults at offsets into messages with line and column. */
public final class CsvSource {
  private CsvSource() {}

  /** The unpacked content as UTF-8. */
  public static InputStream open(Path file, String encoding) throws DatasetException {
    return Encodings.utf8(open(file), encoding);
  }

  /** The unpacked content, in its own encoding. */
  public static InputStream open(Path file) throws DatasetException {
    try {
      return Packed.unpacked(Files.newInputStream(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Opens a file for one whole reading that also takes its digest. */
  public static Content content(Path file) throws DatasetException {
    return content(file, Encodings.UTF_8);
  }

  /** Like {@link #content(Path)}, with the content as UTF-8 and the digest of the bytes on disk. */
  public static Content content(Path file, String encoding) throws DatasetException {
    return content(file, encoding, true);
  }

  /** Like {@link #content(Path, String)}, without the digest. */
  public static Content undigested(Path file, String encoding) throws DatasetException {
    return content(file, encoding, false);
  }

  private static Content content(Path file, String encoding, boolean digested)
      throws DatasetException {
    try {
      Digests.Input raw = new Digests.Input(Files.newInputStream(file), digested);
      return new Content(raw, Encodings.utf8(Packed.unpacked(raw), encoding));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The content of a file, unpacked, and the digest of its bytes as they lie on disk. */
  public static final class Content implements Closeable {
    private final Digests.Input raw;
    private final InputStream unpacked;

    private Content(Digests.Input raw, InputStream unpacked) {
      this.raw = raw;
      this.unpacked = unpacked;
    }

    public InputStream stream() {
      return unpacked;
    }

    /** Bytes of the file that were read so far. */
    public long bytes() {
      return raw.bytes();
    }

    /** Lower-case hex of the whole file; to be called once, at the end. */
    public String hex() throws IOException {
      raw.transferTo(OutputStream.nullOutputStream());
      return raw.hex();
    }

    @Override
    public void close() throws IOException {
      unpacked.close();
    }
  }

  public static DatasetException unreadable(Path file, IOException e) {
    if (e instanceof Encodings.Bad) {
      return DatasetException.of(Kind.BAD_ENCODING, file, e.getMessage() + ".", e);
    }
    if (e instanceof Packed.Damaged) {
      return DatasetException.of(
          Kind.DAMAGED_FILE, file, e.getMessage() + ". Get the file once more.", e);
    }
    String why =
        switch (e) {
          case NoSuchFileException x -> "there is no such file.";
          case AccessDeniedException x -> "this user may not read it.";
          default -> "it cannot be read: " + e.getMessage() + ".";
        };
    return DatasetException.of(Kind.NOT_READABLE, file, why, e);
  }

  /** Works out the line of the fault by reading the file again up to it. */
  public static DatasetException locate(Path file, CsvFault fault, @Nullable List<String> columns) {
    return locate(file, Encodings.UTF_8, fault, columns);
  }

  /** Like {@link #locate(Path, CsvFault, List)} for a file of another encoding. */
  public static DatasetException locate(
      Path file, String encoding, CsvFault fault, @Nullable List<String> columns) {
    long line = -1;
    try (InputStream in = open(file, encoding)) {
      line = lineOf(in, fault.offset());
    } catch (IOException | DatasetException e) {
      // The fault itself matters more than its line.
    }
    String column = null;
    int i = fault.column();
    if (i >= 0) {
      column = Integer.toString(i + 1);
      if (columns != null && i < columns.size()) {
        column += " (" + columns.get(i) + ")";
      }
    }
    return DatasetException.at(fault.kind(), file, line, column, fault.offset(), fault.detail());
  }

  private static long lineOf(InputStream in, long offset) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long line = 1;
    long left = offset;
    byte last = 0;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        break;
      }
      for (int i = 0; i < n; i++) {
        byte c = buffer[i];
        if (c == '\r' || (c == '\n' && last != '\r')) {
          line++;
        }
        last = c;
      }
      left -= n;
    }
    return line;
  }
}
