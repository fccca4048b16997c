package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run did: counts, digests and key ids, no values.
 *
 * @param cellsMasked cells of which at least a part was replaced
 * @param replacementsPerClass replaced cells and spans, by data class
 * @param lateIdentifiers identifiers that were found and replaced in kept columns
 * @param rowsSuppressed rows that lost their quasi-identifiers since too few rows share them
 * @param census of the plan
 */
public record MaskingReport(
    String planDigest,
    String detectorVersion,
    String inputSha256,
    long inputBytes,
    String outputSha256,
    long outputBytes,
    long rows,
    long cellsMasked,
    long lateIdentifiers,
    Map<String, Long> replacementsPerClass,
    List<Column> columns,
    List<String> keyIds,
    long rowsSuppressed,
    @Nullable KAnonymity census,
    double seconds) {

  /**
   * Counts of one column.
   *
   * @param cellsMasked cells of which at least a part was replaced
   * @param lateIdentifiers cells of a kept column in which an identifier was replaced
   */
  public record Column(
      String name, DataClass dataClass, String transform, long cellsMasked, long lateIdentifiers) {}

  public MaskingReport {
    replacementsPerClass = Map.copyOf(replacementsPerClass);
    columns = List.copyOf(columns);
    keyIds = List.copyOf(keyIds);
  }

  /** Input bytes a second, in millions. */
  public double megabytesPerSecond() {
    return inputBytes / 1e6 / Math.max(seconds, 1e-3);
  }

  /**
   * The share of cells of kept columns in which an identifier was met that the plan did not know.
   */
  public double driftRate() {
    long kept = columns.stream().filter(c -> c.transform().equals("keep")).count();
    return kept == 0 || rows == 0 ? 0 : (double) lateIdentifiers / ((double) kept * rows);
  }

  private Map<String, Object> drift() {
    Map<String, Object> m = new TreeMap<>();
    m.put("lateIdentifiers", lateIdentifiers);
    m.put("columns", columns.stream().filter(c -> c.lateIdentifiers() > 0).count());
    m.put("rate", driftRate());
    return m;
  }

  /** Canonical JSON (RFC 8785). */
  public String toJson() {
    Map<String, Object> m = new TreeMap<>();
    m.put("planDigest", planDigest);
    m.put("detectorVersion", detectorVersion);
    m.put("inputSha256", inputSha256);
    m.put("inputBytes", inputBytes);
    m.put("outputSha256", outputSha256);
    m.put("outputBytes", outputBytes);
    m.put("rows", rows);
    m.put("cellsMasked", cellsMasked);
    m.put("lateIdentifiers", lateIdentifiers);
    m.put("replacementsPerClass", replacementsPerClass);
    m.put("columns", columns.stream().map(MaskingReport::toMap).toList());
    m.put("keyIds", keyIds);
    m.put("rowsSuppressed", rowsSuppressed);
    m.put("drift", drift());
    if (census != null) {
      m.put("kAnonymity", census.toMap());
    }
    m.put("megabytesPerSecond", Math.round(megabytesPerSecond() * 10) / 10.0);
    m.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return Json.write(m);
  }

  private static Map<String, Object> toMap(Column c) {
    Map<String, Object> m = new TreeMap<>();
    m.put("name", c.name());
    m.put("class", c.dataClass().name());
    m.put("transform", c.transform());
    m.put("cellsMasked", c.cellsMasked());
    m.put("lateIdentifiers", c.lateIdentifiers());
    return m;
  }
}
