package io.countersign.masking.internal.csv;

import io.countersign.masking.DatasetException;
import io.countersign.masking.Dialect;
import io.countersign.masking.ReadOptions;
import java.nio.file.Path;

/** Works out the dialect from the first bytes of a file. */
public final class DialectDetector {
  private static final char[] DELIMITERS = {',', ';', '\t', '|', '^', '~', ':', 0x1f};
  private static final int MAX_RECORDS = 50;

  private DialectDetector() {}

  /**
   * @param head the first bytes as UTF-8, at most 256 KiB or so
   * @param complete whether that is the whole file
   * @param encoding of the file itself
   */
  public static Dialect detect(
      Path file, byte[] head, int length, boolean complete, String encoding, ReadOptions options)
      throws DatasetException {
    boolean bom =
        length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf;
    int from = bom ? 3 : 0;
    char quote = options.quote() != null ? options.quote() : '"';
    char delimiter =
        options.delimiter() != null
            ? options.delimiter()
            : delimiter(head, from, length, complete, quote);
    try {
      return new Dialect(
          delimiter, quote, lineEnd(head, from, length, quote), encoding, bom, options.header());
    } catch (IllegalArgumentException e) {
      throw DatasetException.of(
          DatasetException.Kind.UNSUPPORTED_FORMAT, file, String.valueOf(e.getMessage()), e);
    }
  }

  private static char delimiter(byte[] b, int from, int length, boolean complete, char quote) {
    char best = ',';
    double bestScore = 0;
    for (char candidate : DELIMITERS) {
      double score = score(b, from, length, complete, candidate, quote);
      if (score > bestScore) {
        bestScore = score;
        best = candidate;
      }
    }
    return best;
  }

  /** Rewards many cells per record and above all the same number in every record. */
  private static double score(
      byte[] b, int from, int length, boolean complete, char delimiter, char quote) {
    int records = 0;
    int same = 0;
    int first = -1;
    int count = 0;
    int recordStart = from;
    boolean quoted = false;
    for (int i = from; i <= length && records < MAX_RECORDS; i++) {
      byte c = i < length ? b[i] : (byte) '\n';
      if (i == length && !complete && records > 0) {
        break;
      }
      if (c == quote) {
        quoted = !quoted;
      } else if (!quoted && c == delimiter) {
        count++;
      } else if ((!quoted || i == length) && (c == '\n' || c == '\r')) {
        if (i > recordStart) {
          first = first < 0 ? count : first;
          same += count == first ? 1 : 0;
          records++;
        }
        count = 0;
        recordStart = i + 1;
      }
    }
    if (first <= 0 || records == 0) {
      return 0;
    }
    double agreement = (double) same / records;
    return agreement * agreement * agreement * (1 + Math.min(first, 20) / 20.0);
  }

  private static String lineEnd(byte[] b, int from, int length, char quote) {
    boolean lf = false;
    boolean crlf = false;
    boolean cr = false;
    boolean quoted = false;
    for (int i = from; i < length; i++) {
      if (b[i] == quote) {
        quoted = !quoted;
      } else if (!quoted && b[i] == '\n') {
        lf = true;
      } else if (!quoted && b[i] == '\r' && i + 1 < length) {
        if (b[i + 1] == '\n') {
          crlf = true;
          i++;
        } else {
          cr = true;
        }
      }
    }
    int kinds = (lf ? 1 : 0) + (crlf ? 1 : 0) + (cr ? 1 : 0);
    if (kinds > 1) {
      return "MIXED";
    }
    return crlf ? "CRLF" : cr ? "CR" : "LF";
  }
}
