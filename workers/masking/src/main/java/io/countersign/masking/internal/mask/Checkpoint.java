package io.countersign.masking.internal.mask;

import io.countersign.masking.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come: up to where the input was read and what of the output lies on disk. It
 * stands in a file beside the hidden one, so that the next run of the same plan with the same key
 * goes on there.
 *
 * @param run the digest of the plan and the id of the key
 * @param inputOffset of the unpacked content, at the start of a record
 * @param outputSha256 of the first {@code outputBytes} bytes of the output
 */
record Checkpoint(
    String run,
    long inputOffset,
    long outputBytes,
    String outputSha256,
    long rows,
    long suppressed,
    long[] masked,
    long[] late,
    long[] perClass) {

  static Path file(Path destination) {
    return destination.resolveSibling("." + destination.getFileName() + ".part.at");
  }

  void save(Path file) throws IOException {
    Map<String, Object> m = new TreeMap<>();
    m.put("run", run);
    m.put("inputOffset", inputOffset);
    m.put("outputBytes", outputBytes);
    m.put("outputSha256", outputSha256);
    m.put("rows", rows);
    m.put("suppressed", suppressed);
    m.put("masked", Arrays.stream(masked).boxed().toList());
    m.put("late", Arrays.stream(late).boxed().toList());
    m.put("perClass", Arrays.stream(perClass).boxed().toList());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, Json.write(m));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The checkpoint of this very run, or null. */
  static @Nullable Checkpoint load(Path file, String run, int columns, int classes) {
    try {
      Map<String, Object> m = Json.object(Json.parse(Files.readString(file)), "checkpoint");
      Checkpoint c =
          new Checkpoint(
              Json.string(m, "run"),
              Json.number(m, "inputOffset"),
              Json.number(m, "outputBytes"),
              Json.string(m, "outputSha256"),
              Json.number(m, "rows"),
              Json.number(m, "suppressed"),
              longs(m, "masked"),
              longs(m, "late"),
              longs(m, "perClass"));
      boolean same =
          c.run.equals(run)
              && c.masked.length == columns
              && c.late.length == columns
              && c.perClass.length == classes;
      return same ? c : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static long[] longs(Map<String, Object> m, String name) {
    List<?> list = Json.list(m, name);
    return list.stream().mapToLong(v -> ((Number) v).longValue()).toArray();
  }
}
