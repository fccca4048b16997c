package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan says about one column.
 *
 * @param index from 0
 * @param confidence of the class, 0 to 1
 * @param evidence counts that led to it; no values of cells
 * @param keyId the root key of its tokens; empty where no key is used
 */
public record ColumnPlan(
    int index,
    String name,
    DataClass dataClass,
    double confidence,
    Map<String, Long> evidence,
    Transform transform,
    String keyId) {

  public ColumnPlan {
    evidence = Map.copyOf(evidence);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be between 0 and 1, not " + confidence);
    }
    confidence = Math.round(confidence * 100) / 100.0;
  }

  /** The same column with another transform, as an editor of the plan would choose. */
  public ColumnPlan withTransform(Transform other) {
    return new ColumnPlan(index, name, dataClass, confidence, evidence, other, keyId);
  }

  /** The same column under another class. */
  public ColumnPlan withDataClass(DataClass other) {
    return new ColumnPlan(index, name, other, confidence, evidence, transform, keyId);
  }

  /**
   * Whether the cells are plain numbers of which some pass a check digit by chance, as every tenth
   * number passes Luhn's: then such a number in this column is no finding.
   */
  public boolean passesChecksByChance() {
    double filled = evidence.getOrDefault("filled", 0L);
    double numeric = evidence.getOrDefault("numeric", 0L);
    long hits =
        evidence.entrySet().stream()
            .filter(e -> e.getKey().startsWith("cells:"))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(0);
    return filled > 0 && numeric / filled > 0.95 && hits > filled / 100 && hits < filled * 0.3;
  }

  Map<String, Object> toMap() {
    Map<String, Object> m = new TreeMap<>();
    m.put("index", index);
    m.put("name", name);
    m.put("class", dataClass.name());
    m.put("confidence", confidence);
    m.put("evidence", evidence);
    m.put("transform", transform.toString());
    m.put("keyId", keyId);
    return m;
  }

  static ColumnPlan fromMap(Map<String, Object> m) {
    Map<String, Long> evidence = new TreeMap<>();
    Map<String, Object> raw = Json.object(m.get("evidence"), "evidence");
    raw.keySet().forEach(k -> evidence.put(k, Json.number(raw, k)));
    String dataClass = Json.string(m, "class");
    DataClass parsed;
    try {
      parsed = DataClass.valueOf(dataClass);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("There is no data class \"" + dataClass + "\".", e);
    }
    return new ColumnPlan(
        Math.toIntExact(Json.number(m, "index")),
        Json.string(m, "name"),
        parsed,
        Json.real(m, "confidence"),
        evidence,
        Transform.parse(Json.string(m, "transform")),
        Json.string(m, "keyId"));
  }
}
