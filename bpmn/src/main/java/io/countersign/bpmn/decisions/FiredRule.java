package io.countersign.bpmn.decisions;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired.
 *
 * @param id the rule's id in the table, such as {@code Rule_EveryExport}
 * @param outputs its outputs by name; those that are null are left out
 */
public record FiredRule(String id, Map<String, Object> outputs) {

  public FiredRule {
    outputs = Map.copyOf(outputs);
  }

  /** Leaves out what is null. */
  public static FiredRule of(String id, Map<String, @Nullable Object> outputs) {
    Map<String, Object> given = new HashMap<>();
    outputs.forEach(
        (name, value) -> {
          if (value != null) {
            given.put(name, value);
          }
        });
    return new FiredRule(id, given);
  }

  /** An output as text; empty when it is null. */
  public String text(String output) {
    Object value = outputs.get(output);
    return value == null ? "" : value.toString();
  }

  /** An output as a whole number; zero when it is none. */
  public int number(String output) {
    return outputs.get(output) instanceof Number number ? number.intValue() : 0;
  }
}
