package io.countersign.masking.internal.parquet;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.internal.io.Zstandard;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The codecs of pages: none, snappy, gzip and zstd are read; zstd is written. */
final class Codecs {
  static final int ZSTD = 6;
  private static final List<String> NAMES =
      List.of("UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW");

  private Codecs() {}

  static void check(Path file, int codec, String column) throws DatasetException {
    if (codec != 0 && codec != 1 && codec != 2 && codec != ZSTD) {
      String name =
          codec >= 0 && codec < NAMES.size() ? NAMES.get(codec) : "with the number " + codec;
      throw DatasetException.of(
          Kind.UNSUPPORTED_FORMAT,
          file,
          "the column "
              + column
              + " is packed by the codec "
              + name
              + ". Write the file with snappy, gzip, zstd, or uncompressed.");
    }
  }

  /** Unpacks {@code b[from,to)} to exactly {@code length} bytes at {@code out[at]}. */
  static void unpack(int codec, byte[] b, int from, int to, byte[] out, int at, int length)
      throws IOException {
    switch (codec) {
      case 0 -> {
        if (to - from != length) {
          throw new IOException("a page has another size than it says");
        }
        System.arraycopy(b, from, out, at, length);
      }
      case 1 -> Snappy.unpack(b, from, to, out, at, length);
      case 2 -> {
        try (GZIPInputStream in =
            new GZIPInputStream(new ByteArrayInputStream(b, from, to - from))) {
          if (in.readNBytes(out, at, length) != length || in.read() >= 0) {
            throw new IOException("a page has another size than it says");
          }
        }
      }
      default -> Zstandard.decompress(b, from, to, out, at, length);
    }
  }
}
