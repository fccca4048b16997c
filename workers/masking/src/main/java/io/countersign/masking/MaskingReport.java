package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did: counts, digests and key ids, no values.
 *
 * @param cellsMasked cells of which at least a part was replaced
 * @param replacementsPerClass replaced cells and spans, by data class
 * @param lateIdentifiers identifiers that were found and replaced in kept columns
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
