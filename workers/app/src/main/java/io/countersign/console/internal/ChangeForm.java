package io.countersign.console.internal;

import io.countersign.review.ReviewRound;
import io.countersign.review.Subject;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reviewer may change before it is signed by somebody else: the treatments of a dataset's
 * columns, or the target and the parameters of an action.
 *
 * @param fields in the order of the page
 */
record ChangeForm(List<Field> fields) {

  static final String COLUMN = "column.";
  static final String TARGET = "target.";
  static final String PARAMETER = "parameter.";

  /**
   * A field.
   *
   * @param name of the input
   * @param label what it is
   * @param value as the page shows it; what comes back unchanged was not changed
   */
  record Field(String name, String label, String value) {}

  static ChangeForm of(ReviewRound round) {
    boolean plan = round.subject().kind() == Subject.Kind.MASKING_PLAN;
    Map<?, ?> action = plan ? round.shown() : map(round.shown().get("action"));
    Map<?, ?> data = plan ? action : map(action.get("data"));
    List<Field> fields = new ArrayList<>();
    if (data.get("columns") instanceof List<?> columns && (plan || action.get("input") != null)) {
      for (Object column : columns) {
        String name = String.valueOf(map(column).get("name"));
        fields.add(field(COLUMN, name, map(column).get("treatment")));
      }
      return new ChangeForm(fields);
    }
    new TreeMap<>(map(action.get("target")))
        .forEach((name, value) -> fields.add(field(TARGET, String.valueOf(name), value)));
    new TreeMap<>(map(action.get("parameters")))
        .forEach((name, value) -> fields.add(field(PARAMETER, String.valueOf(name), value)));
    return new ChangeForm(fields);
  }

  private static Field field(
      String group, String name, @org.jspecify.annotations.Nullable Object value) {
    return new Field(group + name, Visible.line(name), Visible.line(String.valueOf(value)));
  }

  private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Of what came back, the fields of a group that differ from what was shown, by name. */
  Map<String, String> changed(String group, Map<String, String> sent) {
    Map<String, String> changed = new HashMap<>();
    for (Field field : fields) {
      String value = sent.get(field.name());
      if (field.name().startsWith(group) && value != null && !value.equals(field.value())) {
        changed.put(field.name().substring(group.length()), value);
      }
    }
    return changed;
  }
}
