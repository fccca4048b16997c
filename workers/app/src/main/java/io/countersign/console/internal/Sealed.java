package io.countersign.console.internal;

import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON values for a page. All text comes out visible: nothing in it can move or hide
 * what stands beside it.
 */
record Sealed(Map<?, ?> values) {

  static Sealed of(@Nullable Object value) {
    return new Sealed(value instanceof Map<?, ?> map ? map : Map.of());
  }

  Sealed at(String key) {
    return of(values.get(key));
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  boolean is(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  long count(String key) {
    return values.get(key) instanceof Number number ? number.longValue() : 0;
  }

  String text(String key) {
    return optional(key).orElse("");
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key)).map(Sealed::visible);
  }

  List<String> texts(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(Sealed::visible).toList()
        : List.of();
  }

  List<Sealed> items(String key) {
    List<Sealed> items = new ArrayList<>();
    if (values.get(key) instanceof List<?> list) {
      list.forEach(item -> items.add(of(item)));
    }
    return items;
  }

  /** Rows of cells. */
  List<List<String>> table(String key) {
    return values.get(key) instanceof List<?> rows
        ? rows.stream()
            .map(
                row ->
                    row instanceof List<?> cells
                        ? cells.stream().map(Sealed::visible).toList()
                        : List.<String>of())
            .toList()
        : List.of();
  }

  /** Its entries as text, in the order of their names. */
  Map<String, String> entries() {
    Map<String, String> entries = new TreeMap<>();
    values.forEach((name, value) -> entries.put(visible(name), visible(value)));
    return entries;
  }

  private static String visible(@Nullable Object value) {
    return Visible.line(String.valueOf(value));
  }
}
