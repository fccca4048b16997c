package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one pass over a dataset found: its fingerprint and its shape. It holds no cell values.
 *
 * @param format {@code csv}, {@code jsonl} or {@code parquet}
 * @param sha256 lower-case hex of the file's bytes
 * @param bytes size of the file
 * @param rows records without the header
 * @param columns names in order; paths such as {@code orders[].sku} where cells are nested
 * @param dialect of CSV; else {@link Dialect#NONE}
 */
public record DatasetProfile(
    String format, String sha256, long bytes, long rows, List<String> columns, Dialect dialect) {

  public DatasetProfile {
    columns = List.copyOf(columns);
  }

  /** Canonical JSON (RFC 8785). */
  public String toJson() {
    Map<String, Object> m = new TreeMap<>();
    m.put("format", format);
    m.put("sha256", sha256);
    m.put("bytes", bytes);
    m.put("rows", rows);
    m.put("columns", columns);
    if (format.equals(MaskingPlan.CSV)) {
      m.put("dialect", dialect.toMap());
    }
    return Json.write(m);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws IllegalArgumentException naming what is missing or wrong
   */
  public static DatasetProfile fromJson(String json) {
    Map<String, Object> m = Json.object(Json.parse(json), "profile");
    String format = Json.string(m, "format");
    return new DatasetProfile(
        format,
        Json.string(m, "sha256"),
        Json.number(m, "bytes"),
        Json.number(m, "rows"),
        Json.list(m, "columns").stream().map(String::valueOf).toList(),
        format.equals(MaskingPlan.CSV)
            ? Dialect.fromMap(Json.object(m.get("dialect"), "dialect"))
            : Dialect.NONE);
  }
}
