package io.countersign.preprocessing.internal;

import io.countersign.masking.ColumnPlan;
import io.countersign.masking.MaskingPlan;
import io.countersign.masking.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes masking plans stronger, and never weaker. */
final class PlanStrength {

  private PlanStrength() {}

  /** Why treatments do not make a plan stronger, one sentence each; empty when they do. */
  static List<String> problems(MaskingPlan plan, Map<String, String> treatments) {
    List<String> problems = new ArrayList<>();
    if (treatments.isEmpty()) {
      problems.add("No column is changed. Approve it as it is, or name columns.");
    }
    new TreeMap<>(treatments)
        .forEach(
            (name, treatment) -> {
              List<ColumnPlan> columns =
                  plan.columns().stream().filter(column -> column.name().equals(name)).toList();
              if (columns.isEmpty()) {
                problems.add("There is no column '" + name + "'.");
              }
              columns.forEach(column -> problem(column, treatment).ifPresent(problems::add));
            });
    return problems;
  }

  private static Optional<String> problem(ColumnPlan column, String treatment) {
    try {
      return Transform.parse(treatment).hidesMoreThan(column.transform())
          ? Optional.empty()
          : Optional.of(
              "'"
                  + treatment
                  + "' does not hide more of column '"
                  + column.name()
                  + "' than '"
                  + column.transform()
                  + "' does. Only stronger masking can be approved in its place.");
    } catch (IllegalArgumentException e) {
      return Optional.of("Column '" + column.name() + "': " + e.getMessage());
    }
  }

  /** The plan with these treatments; columns that it does not have are left out. */
  static MaskingPlan applied(MaskingPlan plan, Map<String, String> treatments) {
    MaskingPlan changed = plan;
    for (ColumnPlan column : plan.columns()) {
      String treatment = treatments.get(column.name());
      if (treatment != null) {
        changed = changed.with(column.withTransform(Transform.parse(treatment)));
      }
    }
    return changed;
  }
}
