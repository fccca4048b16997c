package io.countersign.masking;

import io.countersign.masking.internal.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows share each combination of quasi-identifiers (age, place, sex …) as the plan leaves
 * them: whoever knows these of a person cannot tell her row from {@code smallest - 1} others.
 *
 * @param quasiIdentifiers the columns that were combined
 * @param rows rows that were counted
 * @param classes different combinations
 * @param smallest rows of the rarest combination
 * @param rowsBelowFive rows whose combination fewer than five rows have
 * @param exact false where so many combinations occur that a share of them, drawn by their hash,
 *     was counted: then {@code classes} and {@code rowsBelowFive} are estimates, {@code smallest}
 *     an upper bound
 */
public record KAnonymity(
    List<String> quasiIdentifiers,
    long rows,
    long classes,
    long smallest,
    long rowsBelowFive,
    boolean exact) {

  public KAnonymity {
    quasiIdentifiers = List.copyOf(quasiIdentifiers);
  }

  Map<String, Object> toMap() {
    Map<String, Object> m = new TreeMap<>();
    m.put("quasiIdentifiers", quasiIdentifiers);
    m.put("rows", rows);
    m.put("classes", classes);
    m.put("smallest", smallest);
    m.put("rowsBelowFive", rowsBelowFive);
    m.put("exact", exact);
    return m;
  }

  static KAnonymity fromMap(Map<String, Object> m) {
    return new KAnonymity(
        Json.list(m, "quasiIdentifiers").stream().map(String::valueOf).toList(),
        Json.number(m, "rows"),
        Json.number(m, "classes"),
        Json.number(m, "smallest"),
        Json.number(m, "rowsBelowFive"),
        Json.bool(m, "exact"));
  }
}
