package io.countersign.masking.internal.mask;

import io.countersign.masking.DatasetException;
import io.countersign.masking.DatasetException.Kind;
import io.countersign.masking.MaskOptions;
import io.countersign.masking.MaskingKeys;
import io.countersign.masking.Progress;
import io.countersign.masking.internal.csv.CsvSource;
import io.countersign.masking.internal.io.AtomicOutput;
import io.countersign.masking.internal.io.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Puts what was masked back in the place of every reversible token of a CSV or JSON Lines file.
 * Anything else, other tokens among it, stays byte for byte.
 */
public final class Reverser {
  private static final int CHUNK = 1 << 20;

  private final Path in;
  private final Path out;
  private final List<ReversibleTokens> keys;
  private final MaskOptions options;

  private byte[] output = new byte[CHUNK * 2];
  private int length;
  private long reversed;
  private boolean json;

  /**
   * @param reversal all keys that may have made tokens of the file
   */
  public Reverser(Path in, Path out, MaskingKeys reversal, String domain, MaskOptions options) {
    this.in = in;
    this.out = out;
    this.options = options;
    keys = reversal.ids().stream().map(id -> new ReversibleTokens(reversal, id, domain)).toList();
  }

  /** Returns the number of tokens that were turned back. */
  public long run(Progress progress) throws DatasetException {
    if (in.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw DatasetException.of(
          Kind.DESTINATION_EXISTS, out, "this is the input. Choose another destination.");
    }
    try (InputStream input = CsvSource.open(in);
        AtomicOutput result = AtomicOutput.open(out, options.overwrite())) {
      Meter meter = new Meter(progress, Files.size(in));
      byte[] b = new byte[CHUNK];
      int n = 0;
      long offset = 0;
      boolean end = false;
      while (!end) {
        int read = input.readNBytes(b, n, b.length - n);
        end = read < b.length - n;
        n += read;
        if (offset == 0) {
          format(b, n);
        }
        int done = turn(b, n, end, offset);
        result.write(output, length);
        offset += done;
        System.arraycopy(b, done, b, 0, n - done);
        n -= done;
        if (n == b.length) {
          if (n >= options.maxCellBytes() * 2L) {
            throw DatasetException.of(Kind.CELL_TOO_LARGE, in, "a token is too large to be one.");
          }
          b = Arrays.copyOf(b, n * 2);
        }
        meter.at(offset, 0);
      }
      result.commit();
      meter.done(offset, 0);
      return reversed;
    } catch (IOException e) {
      throw CsvSource.unreadable(in, e);
    }
  }

  private void format(byte[] b, int n) throws DatasetException {
    if (n >= 4 && new String(b, 0, 4, StandardCharsets.US_ASCII).equals("PAR1")) {
      throw DatasetException.of(
          Kind.UNSUPPORTED_FORMAT,
          in,
          "tokens of Parquet files are not turned back in place. Mask it to CSV or JSON Lines.");
    }
    json = n > 0 && b[0] == '{';
  }

  /** Copies what can be decided to the output; returns how much of the input that was. */
  private int turn(byte[] b, int n, boolean end, long offset) throws DatasetException {
    length = 0;
    int from = 0;
    int p = 0;
    while (p < n) {
      if (b[p] != 'R' || !startsHere(b, p, n, end)) {
        p++;
        continue;
      }
      int s = p + ReversibleTokens.PREFIX.length;
      int e = Math.min(s, n);
      while (e < n && ReversibleTokens.inBody(b[e])) {
        e++;
      }
      if (e == n && !end) {
        break;
      }
      if (e - s >= ReversibleTokens.length(0) - ReversibleTokens.PREFIX.length) {
        append(b, from, p);
        appendOriginal(original(b, s, e, offset + p));
        from = e;
      }
      p = e;
    }
    append(b, from, p);
    return p;
  }

  /** Whether the prefix stands here, or may once more is read. */
  private static boolean startsHere(byte[] b, int p, int n, boolean end) {
    for (int i = 0; i < ReversibleTokens.PREFIX.length; i++) {
      if (p + i >= n) {
        return !end;
      }
      if (b[p + i] != ReversibleTokens.PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private byte[] original(byte[] b, int from, int to, long offset) throws DatasetException {
    for (ReversibleTokens key : keys) {
      byte[] original = key.open(b, from, to);
      if (original != null) {
        reversed++;
        return original;
      }
    }
    throw DatasetException.at(
        Kind.KEY_INVALID,
        in,
        -1,
        null,
        offset,
        "this token was made with another reversal key or domain, or was changed. Use the key file"
            + " and domain of its plan.");
  }

  /** A cell of CSV was encrypted with its quotes doubled; a string of JSON without its escapes. */
  private void appendOriginal(byte[] original) {
    if (!json) {
      append(original, 0, original.length);
      return;
    }
    StringBuilder escaped = new StringBuilder();
    for (char c : new String(original, StandardCharsets.UTF_8).toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < 0x20) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    byte[] bytes = escaped.toString().getBytes(StandardCharsets.UTF_8);
    append(bytes, 0, bytes.length);
  }

  private void append(byte[] b, int from, int to) {
    if (length + to - from > output.length) {
      output = Arrays.copyOf(output, Math.max(length + to - from, output.length * 2));
    }
    System.arraycopy(b, from, output, length, to - from);
    length += to - from;
  }
}
