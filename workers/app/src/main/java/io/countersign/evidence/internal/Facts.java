package io.countersign.evidence.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a summary, which is made of plain JSON values. */
final class Facts {

  private Facts() {}

  /** The object of this name; empty when there is none. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> from, String name) {
    return from.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The objects in the list of this name. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Map<String, Object> from, String name) {
    return from.get(name) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
  }

  static List<String> texts(Map<String, Object> from, String name) {
    return from.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  static String text(Map<String, Object> from, String name) {
    return String.valueOf(find(from, name).orElse(""));
  }

  static long number(Map<String, Object> from, String name) {
    return find(from, name).orElse(0) instanceof Number number ? number.longValue() : 0;
  }

  static Optional<Object> find(Map<String, Object> from, String name) {
    @Nullable Object value = from.get(name);
    return Optional.ofNullable(value);
  }
}
