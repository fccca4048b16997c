package io.countersign.channels.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what was sealed for reviewers, which is plain JSON values. */
record Shown(Map<?, ?> values) {

  static Shown of(@Nullable Object value) {
    return new Shown(value instanceof Map<?, ?> map ? map : Map.of());
  }

  Shown at(String key) {
    return of(values.get(key));
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  String text(String key) {
    return optional(key).orElse("");
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).map(String::valueOf);
  }

  List<String> texts(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  List<Shown> items(String key) {
    List<Shown> items = new ArrayList<>();
    if (values.get(key) instanceof List<?> list) {
      list.forEach(item -> items.add(of(item)));
    }
    return items;
  }

  /** Its entries as text, in the order of their names. */
  Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    values.forEach((name, value) -> entries.put(String.valueOf(name), String.valueOf(value)));
    return entries;
  }
}
