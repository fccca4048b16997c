package io.countersign.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads the ends of log files for error messages. */
final class Logs {
  private static final int TAIL_BYTES = 16_384;

  private Logs() {}

  /** Returns what was appended after {@code from}, at most the last 16 KiB of it. */
  static String since(Path log, long from) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(Math.min(from, file.length()), file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Returns the last lines that are not blank, indented, ready to follow a message. */
  static String tail(Path log, int lines) {
    List<String> all = since(log, 0).lines().filter(line -> !line.isBlank()).toList();
    return String.join(
        "\n",
        all.subList(Math.max(0, all.size() - lines), all.size()).stream()
            .map(line -> "  | " + line.strip())
            .toList());
  }
}
