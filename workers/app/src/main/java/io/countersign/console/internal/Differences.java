package io.countersign.console.internal;

import io.countersign.review.ReviewRound;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two reviewed actions, field by field. */
final class Differences {

  /** Fields that differ between any two actions, and say nothing of what would happen. */
  private static final Set<String> IDLE = Set.of("executeBefore", "supersedes", "type");

  /** The most differences that are listed. */
  private static final int MOST = 60;

  private Differences() {}

  /** A field with both its values; a dash where it has none. */
  record Difference(String field, String before, String after) {}

  static List<Difference> between(ReviewRound before, ReviewRound after) {
    Map<String, String> old = flat(before);
    Map<String, String> now = flat(after);
    Set<String> fields = new TreeSet<>(old.keySet());
    fields.addAll(now.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String field : fields) {
      String was = old.getOrDefault(field, "–");
      String is = now.getOrDefault(field, "–");
      if (!was.equals(is) && differences.size() < MOST) {
        differences.add(new Difference(field, was, is));
      }
    }
    return differences;
  }

  private static Map<String, String> flat(ReviewRound round) {
    Map<String, String> fields = new TreeMap<>();
    Object about = round.shown().get("action");
    (about instanceof Map<?, ?> action ? action : round.shown())
        .forEach(
            (name, value) -> {
              if (!IDLE.contains(String.valueOf(name)) && !String.valueOf(name).equals("sample")) {
                put(String.valueOf(name), value, fields);
              }
            });
    if (round.shown().get("preview") instanceof Map<?, ?> preview) {
      put("reach", preview.get("reach"), fields);
    }
    return fields;
  }

  private static void put(String path, @Nullable Object value, Map<String, String> fields) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> map.forEach((name, inner) -> put(path + " › " + name, inner, fields));
      case List<?> list -> list(path, list, fields);
      default -> fields.put(Visible.line(path), Visible.line(String.valueOf(value)));
    }
  }

  /** Things with names are told apart by these, others by their content. */
  private static void list(String path, List<?> list, Map<String, String> fields) {
    List<String> plain = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof Map<?, ?> map && map.get("name") != null) {
        map.forEach(
            (name, inner) -> {
              if (!"name".equals(name)) {
                put(path + " › " + map.get("name") + " › " + name, inner, fields);
              }
            });
      } else {
        plain.add(String.valueOf(item));
      }
    }
    if (!plain.isEmpty()) {
      fields.put(Visible.line(path), Visible.line(String.join(", ", plain)));
    }
  }
}
