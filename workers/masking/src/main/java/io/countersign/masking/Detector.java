package io.countersign.masking;

import io.countersign.masking.internal.csv.Block;
import io.countersign.masking.internal.csv.Utf8;
import io.countersign.masking.internal.detect.Spans;
import io.countersign.masking.internal.detect.TextScanner;
import io.countersign.masking.internal.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds personal data and secrets in texts. An instance is not thread-safe. */
public final class Detector {
  private final TextScanner scanner = new TextScanner();
  private final Spans spans = new Spans();

  /**
   * A finding.
   *
   * @param start in UTF-16 code units of the text
   * @param end after the last code unit
   * @param score 0 to 1
   * @param by names what found it
   */
  public record Span(int start, int end, DataClass type, double score, String by) {}

  /** A line of input that is not what it should be. */
  public static final class BadLine extends IOException {
    private static final long serialVersionUID = 1L;
    private final long line;

    BadLine(long line, String detail) {
      super("Line " + line + ": " + detail);
      this.line = line;
    }

    /** Counted from 1. */
    public long line() {
      return line;
    }
  }

  /** Finds all spans of a text, in order and without overlaps. */
  public List<Span> detect(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(utf8, utf8.length + Block.PADDING);
    scanner.scanText(padded, 0, utf8.length, spans);
    List<Span> found = new ArrayList<>(spans.count());
    int bytes = 0;
    int units = 0;
    for (int i = 0; i < spans.count(); i++) {
      units += units(padded, bytes, spans.start(i));
      int start = units;
      units += units(padded, spans.start(i), spans.end(i));
      bytes = spans.end(i);
      found.add(new Span(start, units, spans.type(i), spans.score(i) / 100.0, spans.by(i)));
    }
    return found;
  }

  /** UTF-16 code units of a piece of UTF-8: two for each sequence of four bytes. */
  private static int units(byte[] b, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      int c = b[i] & 0xff;
      n += c < 0x80 || c >= 0xc0 ? (c >= 0xf0 ? 2 : 1) : 0;
    }
    return n;
  }

  /**
   * Reads lines of JSON objects with a member {@code text} and writes one line {@code
   * {"spans":[…]}} for each, in order. Other members are ignored; blank lines are refused like any
   * other bad line.
   *
   * @return the number of lines
   * @throws BadLine naming the first line that is no such object; lines before it are written
   */
  public static long detectJsonLines(InputStream in, OutputStream out) throws IOException {
    Detector detector = new Detector();
    BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    Lines lines = new Lines(in);
    long line = 0;
    try {
      while (lines.next()) {
        line++;
        detector.write(text(lines.text(line), line), writer);
      }
    } finally {
      writer.flush();
    }
    return line;
  }

  /** Reads up to a line feed or the end, without it; as long as memory allows. */
  private static final class Lines {
    private final InputStream in;
    private byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;
    private int filled;

    Lines(InputStream in) {
      this.in = in;
    }

    /** False where nothing is left. */
    boolean next() throws IOException {
      start = end + (end < filled ? 1 : 0);
      end = start;
      while (true) {
        while (end < filled && bytes[end] != '\n') {
          end++;
        }
        if (end < filled) {
          return true;
        }
        if (!fill()) {
          return end > start;
        }
      }
    }

    private boolean fill() throws IOException {
      if (start > 0) {
        System.arraycopy(bytes, start, bytes, 0, filled - start);
        filled -= start;
        end -= start;
        start = 0;
      }
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      int n = in.read(bytes, filled, bytes.length - filled);
      filled += Math.max(0, n);
      return n >= 0;
    }

    String text(long line) throws BadLine {
      boolean bom =
          line == 1
              && end - start >= 3
              && bytes[start] == (byte) 0xef
              && bytes[start + 1] == (byte) 0xbb
              && bytes[start + 2] == (byte) 0xbf;
      int from = bom ? start + 3 : start;
      int bad = Utf8.firstInvalid(bytes, from, end);
      if (bad >= 0) {
        throw new BadLine(line, "byte " + (bad - start + 1) + " of the line is not valid UTF-8.");
      }
      return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
  }

  private static String text(String json, long line) throws BadLine {
    try {
      Object parsed = Json.parse(json);
      if (parsed instanceof Map<?, ?> map && map.get("text") instanceof String text) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      throw new BadLine(line, String.valueOf(e.getMessage()));
    }
    throw new BadLine(line, "a JSON object with a member \"text\" that is a string is expected.");
  }

  private void write(String text, BufferedWriter writer) throws IOException {
    writer.write("{\"spans\":[");
    String separator = "";
    for (Span s : detect(text)) {
      writer.write(separator);
      writer.write("{\"start\":" + s.start() + ",\"end\":" + s.end());
      writer.write(",\"type\":\"" + s.type() + "\",\"score\":" + s.score());
      writer.write(",\"by\":\"" + s.by() + "\"}");
      separator = ",";
    }
    writer.write("]}\n");
  }
}
