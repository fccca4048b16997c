package io.countersign.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, by kind. What is missing or of another kind is empty. */
final class Fields {

  private final Map<?, ?> fields;

  Fields(@Nullable Object json) {
    this.fields = json instanceof Map<?, ?> map ? map : Map.of();
  }

  Optional<String> text(String name) {
    return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  String textOrEmpty(String name) {
    return text(name).orElse("");
  }

  Optional<Instant> instant(String name) {
    return text(name).map(Instant::parse);
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  List<String> texts(String name) {
    return items(name).stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  List<Fields> objects(String name) {
    return items(name).stream().map(Fields::new).toList();
  }

  private List<?> items(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  Fields object(String name) {
    return new Fields(fields.get(name));
  }

  /** All fields as they are; null ones left out. */
  Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            all.put(String.valueOf(name), value);
          }
        });
    return all;
  }

  Map<String, String> textMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all().forEach((name, value) -> all.put(name, String.valueOf(value)));
    return all;
  }
}
